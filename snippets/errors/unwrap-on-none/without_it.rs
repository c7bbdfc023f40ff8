//@ compiles
//@ fixes nothing_there
fn main() {
    let seats: Vec<u32> = Vec::new();
    match seats.first() {
        Some(seat) => println!("{seat}"),
        None => println!("sold out"),
    }
}
