//@ compiles
//@ fixes inside_a_character
fn main() {
    let word = "Zürich";
    println!("{:?} {:?}", word.get(..2), word.get(..3));
}
