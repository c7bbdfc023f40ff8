//@ compiles
fn main() {
    let text = String::from("one");
    drop(&text); //~ WARN dropping_references
    println!("{text}");
}
