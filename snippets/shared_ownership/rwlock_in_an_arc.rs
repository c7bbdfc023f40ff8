//@ compiles
//@ fixes refcell_in_an_arc
use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let queue = Arc::new(RwLock::new(vec!["Naima"]));
    let other = Arc::clone(&queue);
    let adder = thread::spawn(move || {
        other.write().unwrap().push("So What");
    });
    adder.join().unwrap();
    println!("{} queued", queue.read().unwrap().len());
}
