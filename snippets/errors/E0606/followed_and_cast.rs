//@ compiles
//@ fixes reference_cast
fn main() {
    let level = 3u8;
    let seen = &level;
    println!("{}", *seen as u32);
}
