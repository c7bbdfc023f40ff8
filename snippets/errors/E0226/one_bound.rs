//@ compiles
//@ fixes two_bounds
use std::fmt::Display;

fn boxed<'a>(text: &'a str) -> Box<dyn Display + 'a> {
    Box::new(text)
}

fn main() {
    println!("{}", boxed("one"));
}
