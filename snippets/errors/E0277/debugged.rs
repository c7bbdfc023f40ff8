//@ compiles
//@ fixes not_displayed
#[derive(Debug)]
struct Seat(u32);

fn main() {
    let seat = Seat(4);
    println!("{seat:?} {}", seat.0);
}
