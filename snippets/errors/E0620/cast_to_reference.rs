//@ compiles
//@ fixes cast_to_slice
fn main() {
    let bytes = [1u8, 2];
    let slice = &bytes as &[u8];
    println!("{}", slice.len());
}
