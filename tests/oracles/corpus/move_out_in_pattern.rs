//@ error E0507
enum Entry {
    Named(String),
    Empty,
}

fn name(entry: &Entry) -> String {
    match *entry {
        Entry::Named(text) => text,
        Entry::Empty => String::new(),
    }
}

fn main() {
    println!("{}", name(&Entry::Named(String::from("n"))));
    println!("{}", name(&Entry::Empty));
}
