//@ compiles
//@ fixes slice_then_clear
fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap()
}

fn main() {
    let mut text = String::from("good morning");
    let word = first_word(&text).to_owned();
    text.clear();
    println!("{word} {}", text.len());
}
