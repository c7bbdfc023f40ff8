//@ compiles
//@ fixes unsafe_left_out
fn main() {
    let price = 3;
    let address = &price;
    println!("{}", *address);
}
