//@ error E0322
struct Seat(u32);

impl Sized for Seat {} //~ E0322

fn main() {
    println!("{}", Seat(3).0);
}
