//@ compiles
//@ fixes text_indexed
fn main() {
    let word = String::from("rain");
    let first = word.chars().next().unwrap();
    println!("{first}");
}
