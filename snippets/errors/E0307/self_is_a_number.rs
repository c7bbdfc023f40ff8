//@ error E0307
struct Seat(u32);

impl Seat {
    fn show(self: u32) { //~ E0307
        println!("{self}");
    }
}

fn main() {
    println!("{}", Seat(3).0);
}
