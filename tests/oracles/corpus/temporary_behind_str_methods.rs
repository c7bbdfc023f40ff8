//@ error E0716
use std::env;

fn name() -> String {
    env::args().next().unwrap_or_default()
}

fn main() {
    let trimmed = name().trim();
    let parts: Vec<&str> = name().split('/').collect();
    println!("{trimmed} {}", parts.len());
}
