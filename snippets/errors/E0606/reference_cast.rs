//@ error E0606
fn main() {
    let level = 3u8;
    let seen = &level;
    println!("{}", seen as u32); //~ E0606
}
