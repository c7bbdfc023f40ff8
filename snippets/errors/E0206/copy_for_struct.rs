//@ compiles
//@ fixes copy_for_reference
#[derive(Clone, Copy)]
struct Seat(u32);

fn main() {
    let seat = Seat(4);
    let same = seat;
    println!("{} {}", seat.0, same.0);
}
