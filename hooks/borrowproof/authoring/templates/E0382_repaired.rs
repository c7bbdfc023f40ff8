//@ compiles
fn main() {
    let first = String::from("text");
    let second = first.clone();
    println!("{first} {second}");
}
