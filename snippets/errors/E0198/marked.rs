//@ compiles
//@ fixes unsafe_negative
use std::marker::PhantomData;

struct Seat(u32, PhantomData<*const ()>);

fn main() {
    let seat = Seat(3, PhantomData);
    println!("{} {}", seat.0, size_of_val(&seat));
}
