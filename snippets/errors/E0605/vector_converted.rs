//@ compiles
//@ fixes vector_cast
fn main() {
    let bytes = vec![1u8, 2];
    let slice: Box<[u8]> = bytes.into();
    println!("{}", slice.len());
}
