//@ error E0620
fn main() {
    let bytes = [1u8, 2];
    let slice = &bytes as [u8]; //~ E0620
    println!("{}", slice.len());
}
