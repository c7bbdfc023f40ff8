//@ compiles
//@ fixes slice_as_variable
fn main() {
    let text = String::from("one two");
    let word = &text[..3];
    println!("{word}");
}
