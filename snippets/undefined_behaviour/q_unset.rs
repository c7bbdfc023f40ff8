//@ error E0381
fn main() {
    let seats: u32;
    let full = std::env::args().count() > 5;
    if full {
        seats = 0;
    }
    println!("{seats}"); //~ E0381
}
