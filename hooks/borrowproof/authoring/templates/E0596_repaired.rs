//@ compiles
fn main() {
    let mut text = String::from("text");
    text.push('!');
    println!("{text}");
}
