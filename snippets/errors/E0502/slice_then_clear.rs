//@ error E0502
fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap()
}

fn main() {
    let mut text = String::from("good morning");
    let word = first_word(&text);
    text.clear(); //~ E0502
    println!("{word}");
}
