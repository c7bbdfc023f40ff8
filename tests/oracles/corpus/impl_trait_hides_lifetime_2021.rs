//@ error E0700
//@ edition 2021
fn words(text: &str) -> impl Iterator<Item = char> {
    text.chars()
}

struct List {
    items: Vec<u32>,
}

impl List {
    fn each(&self) -> impl Iterator<Item = u32> {
        self.items.iter().map(|n| n + 1)
    }
}

fn main() {
    println!("{}", words("ab").count());
}
