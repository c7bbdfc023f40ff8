//@ compiles
//@ fixes hidden_borrow
fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    let all: Vec<_> = text.split(' ').map(str::to_string).collect();
    all.into_iter()
}

fn main() {
    println!("{}", words("a b").count());
}
