//@ compiles
//@ fixes other_size
fn main() {
    let bytes = [1u8, 0, 0, 0];
    let number = u32::from_le_bytes(bytes);
    println!("{number}");
}
