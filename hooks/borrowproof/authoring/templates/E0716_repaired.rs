//@ compiles
fn main() {
    let text = String::from("text");
    let view = text.as_str();
    println!("{view}");
}
