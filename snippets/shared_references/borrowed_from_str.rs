//@ compiles
//@ fixes clone_of_str
fn first_word(line: &str) -> &str {
    line.split(' ').next().unwrap_or("")
}

fn main() {
    println!("{}", first_word("soup of the day"));
}
