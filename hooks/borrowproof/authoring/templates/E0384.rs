//@ error E0384
fn main() {
    let number = 1;
    println!("{number}");
    number = 2; //~ E0384
    println!("{number}");
}
