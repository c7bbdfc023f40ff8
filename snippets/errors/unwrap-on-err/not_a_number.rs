//@ panics
fn main() {
    let seats: u32 = "four".parse().unwrap();
    println!("{seats}");
}
