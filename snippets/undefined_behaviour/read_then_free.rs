//@ compiles
//@ fixes read_after_free
fn main() {
    let buffer = String::from("lamp: 40 W");
    let name = &buffer[..4];
    println!("{name}");
    drop(buffer);
}
