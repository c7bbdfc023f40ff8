//@ error E0594
use std::sync::Arc;
use std::thread;

fn main() {
    let plays = Arc::new(0);
    let mut counted = Arc::clone(&plays);
    let player = thread::spawn(move || *counted += 1); //~ E0594
    player.join().unwrap();
    println!("{plays} plays");
}
