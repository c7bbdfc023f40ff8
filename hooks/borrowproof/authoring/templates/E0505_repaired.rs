//@ compiles
fn main() {
    let text = String::from("text");
    let view = &text;
    println!("{view}");
    drop(text);
}
