//@ compiles
//@ fixes iterator_over_local
fn words(line: &str) -> impl Iterator<Item = String> {
    let lower = line.to_lowercase();
    let all: Vec<_> = lower.split(' ').map(String::from).collect();
    all.into_iter()
}

fn main() {
    println!("{}", words("One Two").count());
}
