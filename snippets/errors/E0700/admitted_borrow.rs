//@ compiles
//@ fixes hidden_borrow
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(' ').map(str::to_string)
}

fn main() {
    println!("{}", words("a b").count());
}
