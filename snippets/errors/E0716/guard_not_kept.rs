//@ error E0716
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(vec![4, 7]);
    let first = seats.lock().unwrap().first().unwrap(); //~ E0716
    println!("{first}");
}
