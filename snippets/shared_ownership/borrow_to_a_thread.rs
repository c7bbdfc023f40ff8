//@ error E0373
use std::thread;

fn main() {
    let song = String::from("Blue Train");
    let player = thread::spawn(|| println!("{song}")); //~ E0373
    player.join().unwrap();
    println!("{song}");
}
