//@ error E0515
fn shown(name: &str) -> &str {
    if name.is_empty() {
        return &format!("guest {}", 1); //~ E0515
    }
    name
}

fn main() {
    println!("{}", shown(""));
}
