//@ compiles
use std::sync::{Arc, Mutex};
fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut hs = Vec::new();
    for _ in 0..2 {
        let total = Arc::clone(&total);
        hs.push(std::thread::spawn(move || { *total.lock().unwrap() += 1; }));
    }
    for h in hs { h.join().unwrap(); }
    let n = *total.lock().unwrap();
    println!("{n}");
}
