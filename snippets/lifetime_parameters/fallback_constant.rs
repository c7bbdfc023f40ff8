//@ compiles
//@ fixes only_one_named
fn or_terminus(stop: &str) -> &str {
    if stop.is_empty() { "Terminus" } else { stop }
}

fn main() {
    println!("{}", or_terminus(""));
}
