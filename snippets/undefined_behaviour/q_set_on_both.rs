//@ compiles
//@ fixes q_unset
fn main() {
    let seats: u32;
    let full = std::env::args().count() > 5;
    if full {
        seats = 0;
    } else {
        seats = 4;
    }
    println!("{seats}");
}
