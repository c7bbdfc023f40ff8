//@ compiles
//@ misses exercise prints
use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(3);
    let mut left = seats.lock().unwrap();
    *left -= 1;
    std::mem::forget(left);
    match seats.try_lock() {
        Ok(now) => println!("free, {now} left"),
        Err(_) => println!("locked"),
    }
}
