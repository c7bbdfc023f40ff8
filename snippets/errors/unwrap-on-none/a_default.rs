//@ compiles
//@ fixes nothing_there
fn main() {
    let seats: Vec<u32> = Vec::new();
    println!("{}", seats.first().unwrap_or(&0));
}
