//@ compiles
//@ fixes method_takes_self
fn main() {
    let word = String::from("move");
    let bytes = word.as_bytes();
    println!("{} has {} bytes", word, bytes.len());
}
