//@ compiles
//@ fixes inside_a_character
fn main() {
    let word = "Zürich";
    let start: String = word.chars().take(2).collect();
    println!("{start}");
}
