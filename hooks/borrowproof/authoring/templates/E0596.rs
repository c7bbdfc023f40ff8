//@ error E0596
fn main() {
    let text = String::from("text");
    text.push('!'); //~ E0596
    println!("{text}");
}
