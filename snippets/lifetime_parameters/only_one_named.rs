//@ error E0621
fn or_default<'a>(stop: &'a str, fallback: &str) -> &'a str {
    if stop.is_empty() { fallback } else { stop } //~ E0621
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
