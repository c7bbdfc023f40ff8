//@ error E0801
use std::ops::Deref;

struct Seat(u32);

impl Seat {
    fn show<P: Deref<Target = Self>>(self: P) { //~ E0801
        println!("{}", self.0);
    }
}

fn main() {}
