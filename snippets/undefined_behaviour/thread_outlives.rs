//@ error E0373
use std::thread;

fn start() -> thread::JoinHandle<()> {
    let order = String::from("two teas");
    thread::spawn(|| println!("{order}")) //~ E0373
}

fn main() {
    start().join().unwrap();
}
