//@ compiles
//@ fixes number_to_char
fn main() {
    let code = 0x41u32;
    println!("{:?}", char::from_u32(code));
}
