//@ compiles
//@ fixes any_type_boxed
use std::fmt::Display;

fn boxed<T: Display + 'static>(value: T) -> Box<dyn Display> {
    Box::new(value)
}

fn main() {
    println!("{}", boxed(7));
}
