//@ error E0206
struct Seat(u32);

impl Copy for &'static mut Seat {} //~ E0206

fn main() {
    println!("{}", Seat(4).0);
}
