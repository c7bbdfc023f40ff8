//@ compiles no_run
//@ twin_of guard_in_last_line
//@ undefined_behaviour heap-use-after-free: read 7, freed 6, allocated 4
use std::sync::Mutex;

fn seats_taken() -> u32 {
    let bookings = Mutex::new(vec![2, 4, 2]);
    let first = bookings.lock().unwrap().as_ptr();
    drop(bookings);
    unsafe { *first }
}

fn main() {
    println!("{}", seats_taken());
}
