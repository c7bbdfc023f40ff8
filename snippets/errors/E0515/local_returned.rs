//@ error E0515
fn greeting(name: &str) -> &str {
    let text = format!("Hello, {name}");
    &text //~ E0515
}

fn main() {
    println!("{}", greeting("Ada"));
}
