//@ error E0621
fn or_default<'a>(stop: &'a str, fallback: &str) -> &'a str {
    if stop.is_empty() {
        fallback //~ E0621
    } else {
        stop
    }
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
