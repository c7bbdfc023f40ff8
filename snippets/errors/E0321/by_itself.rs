//@ compiles
//@ fixes send_for_reference
use std::thread;

struct Seat(u32);

fn main() {
    static SEAT: Seat = Seat(3);
    let seat: &'static Seat = &SEAT;
    thread::spawn(move || println!("{}", seat.0)).join().unwrap();
}
