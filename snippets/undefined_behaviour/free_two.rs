//@ compiles
//@ heap allocs=2 bytes=20 leaked=0
//@ fixes free_twice
fn main() {
    let buffer = String::from("lamp: 40 W");
    let spare = buffer.clone();
    drop(spare);
    drop(buffer);
}
