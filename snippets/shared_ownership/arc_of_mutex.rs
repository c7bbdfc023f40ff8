//@ compiles
//@ fixes arc_is_not_mut
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let plays = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&plays);
    let player = thread::spawn(move || *counted.lock().unwrap() += 1);
    player.join().unwrap();
    println!("{} plays", plays.lock().unwrap());
}
