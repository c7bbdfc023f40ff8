//@ compiles
//@ fixes sized_by_hand
struct Seat(u32);

fn main() {
    println!("{} {}", Seat(3).0, size_of::<Seat>());
}
