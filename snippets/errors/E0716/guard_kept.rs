//@ compiles
//@ fixes guard_not_kept
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(vec![4, 7]);
    let guard = seats.lock().unwrap();
    let first = guard.first().unwrap();
    println!("{first}");
}
