//@ compiles
//@ fixes clone_of_str
fn first_word(line: &str) -> String {
    let word = line.split(' ').next().unwrap_or("");
    word.to_owned()
}

fn main() {
    println!("{}", first_word("soup of the day"));
}
