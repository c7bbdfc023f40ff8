//@ error E0321
struct Seat(u32);

unsafe impl Send for &'static Seat {} //~ E0321

fn main() {
    println!("{}", Seat(3).0);
}
