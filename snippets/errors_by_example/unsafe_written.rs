//@ compiles
//@ fixes unsafe_left_out
fn main() {
    let price = 3;
    let address = &raw const price;
    // SAFETY: `price` is alive, initialised and not being changed.
    println!("{}", unsafe { *address });
}
