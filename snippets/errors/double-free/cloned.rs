//@ compiles
//@ fixes freed_twice
fn main() {
    let text = String::from("lamp");
    let second = text.clone();
    println!("{}", text.len() + second.len());
}
