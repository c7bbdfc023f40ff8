//@ compiles
//@ fixes read_after_free
fn main() {
    let buffer = String::from("lamp: 40 W");
    let name = buffer[..4].to_string();
    drop(buffer);
    println!("{name}");
}
