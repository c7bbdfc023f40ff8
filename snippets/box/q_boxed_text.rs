//@ compiles
//@ fixes q_two_boxes
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
