//@ compiles
//@ fixes any_type_boxed
use std::fmt::Display;

fn boxed<'a, T: Display + 'a>(value: T) -> Box<dyn Display + 'a> {
    Box::new(value)
}

fn main() {
    let text = String::from("seven");
    println!("{}", boxed(text.as_str()));
}
