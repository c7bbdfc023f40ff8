//@ compiles
fn main() {
    let text = String::from("text");
    println!("{text}");
}
