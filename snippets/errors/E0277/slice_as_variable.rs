//@ error E0277
fn main() {
    let text = String::from("one two");
    let word = text[..3]; //~ E0277
    println!("{word}"); //~ E0277
}
