//@ error E0133
fn main() {
    let price = 3;
    let address = &raw const price;
    println!("{}", *address); //~ E0133
}
