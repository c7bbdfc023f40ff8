//@[2021] error E0597
//@[2024] compiles
use std::sync::Mutex;

fn seats_taken() -> u32 {
    let bookings = Mutex::new(vec![2, 4, 2]);
    bookings.lock().unwrap().iter().sum() //[2021]~ E0597
}

fn main() {
    println!("{}", seats_taken());
}
