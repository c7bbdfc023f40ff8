//@ compiles
//@ fixes temporary_borrowed
fn main() {
    let owner = String::from("Ada");
    let name: &str = owner.as_str();
    println!("{name}");
}
