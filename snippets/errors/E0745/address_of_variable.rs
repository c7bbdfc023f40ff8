//@ compiles
//@ fixes address_of_temporary
fn main() {
    let sum = 1 + 2;
    let place = &raw const sum;
    println!("{}", place.is_null());
}
