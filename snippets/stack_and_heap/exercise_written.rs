//@ compiles
//@ fixes exercise
use std::fmt::Write;

fn main() {
    let mut line = String::new();
    for number in 1..=3 {
        write!(line, "{number} ").unwrap();
    }
    println!("{line}");
}
