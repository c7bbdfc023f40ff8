//@ compiles
//@ fixes only_one_named
fn or_default<'a>(stop: &'a str, fallback: &'a str) -> &'a str {
    if stop.is_empty() { fallback } else { stop }
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
