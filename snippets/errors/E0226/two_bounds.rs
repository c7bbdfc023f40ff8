//@ error E0226
use std::fmt::Display;

fn boxed<'a, 'b>(text: &'a str) -> Box<dyn Display + 'a + 'b> { //~ E0226
    Box::new(text)
}

fn main() {
    println!("{}", boxed("one"));
}
