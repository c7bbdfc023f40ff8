//@ compiles
fn main() {
    let text = String::from("  a ");
    let text = text.trim();
    let text = text.to_string();
    {
        let text = text.len();
        println!("{text}");
    }
    println!("{text}");
}
