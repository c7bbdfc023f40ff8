//@ compiles
use std::sync::Arc;

fn main() {
    let shared = Arc::new(1);
    let thread = std::thread::spawn(move || println!("{shared}"));
    thread.join().unwrap();
}
