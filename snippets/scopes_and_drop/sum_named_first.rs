//@ compiles
//@ fixes guard_in_last_line
//@ edition 2021
use std::sync::Mutex;

fn seats_taken() -> u32 {
    let bookings = Mutex::new(vec![2, 4, 2]);
    let sum = bookings.lock().unwrap().iter().sum();
    sum
}

fn main() {
    println!("{}", seats_taken());
}
