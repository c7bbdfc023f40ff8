//@[2021] compiles
//@[2024] compiles
use std::sync::Mutex;

fn main() {
    let bookings: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    if let Some(seats) = bookings.lock().unwrap().first() {
        println!("first booking: {seats} seats");
    } else {
        let free = bookings.try_lock().is_ok();
        println!("no booking; the lock is free: {free}");
    };
}
