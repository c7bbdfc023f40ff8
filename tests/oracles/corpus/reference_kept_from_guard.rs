//@ error E0716
use std::sync::Mutex;

fn main() {
    let slot = Mutex::new(vec![String::from("a")]);
    let first = slot.lock().unwrap().first().unwrap();
    println!("{first}");
}
