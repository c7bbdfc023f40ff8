//@ error
fn or_default<'a, 'b>(stop: &'a str, fallback: &'b str) -> &'a str {
    if stop.is_empty() { fallback } else { stop } //~ ERROR lifetime may not live long enough
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
