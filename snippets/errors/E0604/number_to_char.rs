//@ error E0604
fn main() {
    let code = 0x41u32;
    println!("{}", code as char); //~ E0604
}
