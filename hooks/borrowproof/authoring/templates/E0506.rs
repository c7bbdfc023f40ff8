//@ error E0506
fn main() {
    let mut number = 1;
    let view = &number;
    number = 2; //~ E0506
    println!("{view} {number}");
}
