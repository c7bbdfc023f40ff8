//@ error E0521
use std::thread;

fn start(text: &str) -> usize {
    let worker = thread::spawn(move || text.len());
    worker.join().unwrap()
}

fn main() {
    println!("{}", start("abc"));
}
