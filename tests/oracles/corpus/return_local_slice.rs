//@ error E0515
fn words() -> Vec<&'static str> {
    vec!["a", "b"]
}

fn joined<'a>() -> &'a str {
    let text = words().join(" ");
    text.trim()
}

fn main() {
    println!("{}", joined());
}
