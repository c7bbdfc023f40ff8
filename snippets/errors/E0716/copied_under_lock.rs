//@ compiles
//@ fixes guard_not_kept
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(vec![4, 7]);
    let first = *seats.lock().unwrap().first().unwrap();
    println!("{first}");
}
