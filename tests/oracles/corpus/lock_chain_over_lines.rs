//@ compiles
use std::sync::{Arc, Mutex};

fn main() {
    let shared = Arc::new(Mutex::new(vec![3, 1, 2]));
    let largest = shared
        .lock()
        .unwrap()
        .iter()
        .copied()
        .max();
    let first = match largest {
        Some(3) => shared.lock().unwrap()[0],
        _ => 0,
    };
    println!("{largest:?} {first}");
}
