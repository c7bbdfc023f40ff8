//@ error E0507
fn shout(word: &Option<String>) {
    match *word { //~ E0507
        Some(text) => println!("{text}!"),
        None => println!("..."),
    }
}

fn main() {
    shout(&Some("hey".into()));
}
