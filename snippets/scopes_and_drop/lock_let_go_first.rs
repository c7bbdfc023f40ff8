//@ compiles
//@ fixes lock_held_in_else
//@ edition 2021
use std::sync::Mutex;

fn main() {
    let bookings: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    let first = bookings.lock().unwrap().first().copied();
    if let Some(seats) = first {
        println!("first booking: {seats} seats");
    } else {
        let free = bookings.try_lock().is_ok();
        println!("no booking; the lock is free: {free}");
    };
}
