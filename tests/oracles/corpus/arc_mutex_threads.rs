//@ compiles
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut handles = Vec::new();
    for i in 1..=2 {
        let total = Arc::clone(&total);
        let handle = thread::spawn(move || {
            let mut guard = total.lock().unwrap();
            *guard += i;
        });
        handles.push(handle);
    }
    for h in handles {
        h.join().unwrap();
    }
    println!("{}", *total.lock().unwrap());
}
