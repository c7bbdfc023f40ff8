//@ error E0310
use std::fmt::Display;

fn boxed<T: Display>(value: T) -> Box<dyn Display> {
    Box::new(value) //~ E0310
}

fn main() {
    println!("{}", boxed(7));
}
