//@ error E0308
fn first_word(line: &str) -> String {
    let word = line.split(' ').next().unwrap_or("");
    word.clone() //~ E0308
}

fn main() {
    println!("{}", first_word("soup of the day"));
}
