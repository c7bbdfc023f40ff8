//@ error E0515
fn stamp() -> Box<&'static str> {
    Box::new("stamp")
}

fn address() -> Box<&'static str> {
    let text = String::from("12 Main Street");
    Box::new(text.as_str()) //~ E0515
}

fn main() {
    println!("{} {}", stamp(), address());
}
