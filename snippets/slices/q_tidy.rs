//@ error E0515
fn tidy(label: &str) -> &str {
    let lower = label.trim().to_lowercase();
    &lower[..] //~ E0515
}

fn main() {
    println!("{:?}", tidy("  Lamp "));
}
