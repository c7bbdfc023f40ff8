//@ compiles
//@ fixes two_names
fn or_default<'a, 'b: 'a>(stop: &'a str, fallback: &'b str) -> &'a str {
    if stop.is_empty() { fallback } else { stop }
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
