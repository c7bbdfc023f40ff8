//@ compiles
//@ fixes borrow_to_a_thread
use std::thread;

fn main() {
    let song = String::from("Blue Train");
    let player = thread::spawn(move || {
        println!("{song}");
        song
    });
    let song = player.join().unwrap();
    println!("{song}");
}
