//@ compiles
//@ fixes seat_copied
use std::rc::Rc;

struct Seat(u32);

impl Drop for Seat {
    fn drop(&mut self) {
        println!("seat {} is free again", self.0);
    }
}

fn main() {
    let seat = Rc::new(Seat(7));
    let second_owner = Rc::clone(&seat);
    drop(seat);
    println!("seat {} is taken", second_owner.0);
}
