//@ error E0198 E0658
struct Seat(u32);

unsafe impl !Send for Seat {} //~ E0198
//~| E0658

fn main() {
    println!("{}", Seat(3).0);
}
