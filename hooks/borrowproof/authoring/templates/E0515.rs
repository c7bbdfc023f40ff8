//@ error E0515
fn greeting() -> &'static str {
    let text = String::from("hello");
    &text //~ E0515
}

fn main() {
    println!("{}", greeting());
}
