//@ compiles no_run
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(3);
    let first = seats.lock().unwrap();
    let second = seats.lock().unwrap();
    println!("{first} {second}");
}
