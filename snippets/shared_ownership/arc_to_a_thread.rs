//@ compiles
//@ fixes rc_to_a_thread
use std::sync::Arc;
use std::thread;

fn main() {
    let song = Arc::new(String::from("Blue Train"));
    let listed = Arc::clone(&song);
    let player = thread::spawn(move || println!("{listed}"));
    player.join().unwrap();
    println!("{song}");
}
