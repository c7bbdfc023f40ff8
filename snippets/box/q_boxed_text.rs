//@ compiles
//@ fixes q_boxed_local
fn stamp() -> Box<&'static str> {
    Box::new("stamp")
}

fn address() -> Box<str> {
    let text = String::from("12 Main Street");
    text.into_boxed_str()
}

fn main() {
    println!("{} {}", stamp(), address());
}
