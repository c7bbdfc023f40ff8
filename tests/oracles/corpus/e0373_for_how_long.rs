//@ error E0373
use std::thread;

fn main() {
    let names = vec![1, 2];
    let handle = thread::spawn(|| {
        println!("{names:?}");
    });
    handle.join().unwrap();
}
