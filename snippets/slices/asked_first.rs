//@ compiles
//@ fixes inside_a_char
fn main() {
    let maker = "Zoë Lux";
    match maker.get(..3) {
        Some(short) => println!("{short}"),
        None => println!("3 is not a char boundary"),
    }
}
