//@ compiles
//@ fixes thread_outlives
use std::thread;

fn start() -> thread::JoinHandle<()> {
    let order = String::from("two teas");
    thread::spawn(move || println!("{order}"))
}

fn main() {
    start().join().unwrap();
}
