//@ compiles
//@ fixes large_array
fn main() {
    let samples = vec![0u8; 64 << 20];
    println!("{}", samples.len());
}
