//@ error E0505
fn main() {
    let text = String::from("text");
    let view = &text;
    drop(text); //~ E0505
    println!("{view}");
}
