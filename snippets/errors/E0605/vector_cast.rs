//@ error E0605
fn main() {
    let bytes = vec![1u8, 2];
    let slice = bytes as Box<[u8]>; //~ E0605
    println!("{}", slice.len());
}
