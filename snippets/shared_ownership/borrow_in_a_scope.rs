//@ compiles
//@ fixes borrow_to_a_thread
use std::thread;

fn main() {
    let song = String::from("Blue Train");
    thread::scope(|s| {
        s.spawn(|| println!("{song}"));
    });
    println!("{song}");
}
