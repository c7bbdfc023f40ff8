//@ error E0607
fn main() {
    let byte = 3u8;
    let thin = &raw const byte;
    let wide = thin as *const [u8]; //~ E0607
    println!("{}", wide.len());
}
