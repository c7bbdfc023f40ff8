//@ compiles
//@ edition 2021
use std::sync::Mutex;

fn main() {
    let queue = Mutex::new(vec![1, 2]);
    if let Some(top) = queue.lock().unwrap().pop() {
        println!("got {top}");
    } else {
        println!("empty");
    }
    let left = queue.lock().unwrap().len();
    println!("{left}");
}
