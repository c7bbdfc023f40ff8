//@ compiles
//@ fixes temporary_borrowed
fn main() {
    let name: String = String::from("Ada");
    println!("{name}");
}
