//@ error E0505
fn main() {
    let buffer = String::from("lamp: 40 W");
    let name = &buffer[..4];
    drop(buffer); //~ E0505
    println!("{name}");
}
