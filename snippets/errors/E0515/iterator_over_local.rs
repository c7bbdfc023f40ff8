//@ error E0515
fn words(line: &str) -> impl Iterator<Item = &str> {
    let lower = line.to_lowercase();
    lower.split(' ') //~ E0515
}

fn main() {
    println!("{}", words("One Two").count());
}
