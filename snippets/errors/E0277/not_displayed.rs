//@ error E0277
struct Seat(u32);

fn main() {
    let seat = Seat(4);
    println!("{seat}"); //~ E0277
}
