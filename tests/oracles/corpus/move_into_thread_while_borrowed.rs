//@ error E0505
use std::thread;

fn main() {
    let data = vec![1, 2, 3];
    let first = &data[0];
    let worker = thread::spawn(move || println!("{data:?}"));
    println!("{first}");
    worker.join().unwrap();
}
