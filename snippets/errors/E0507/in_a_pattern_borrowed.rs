//@ compiles
//@ fixes in_a_pattern
fn shout(word: &Option<String>) {
    match word {
        Some(text) => println!("{text}!"),
        None => println!("..."),
    }
}

fn main() {
    shout(&Some("hey".into()));
}
