//@ panics
fn main() {
    let seats: Vec<u32> = Vec::new();
    println!("{}", seats.first().unwrap());
}
