//@ compiles
//@ fixes two_traits
use std::fmt::{Debug, Display};

trait Shown: Debug + Display {}
impl<T: Debug + Display> Shown for T {}

fn show(it: Box<dyn Shown>) {
    println!("{it} {it:?}");
}

fn main() {
    show(Box::new("one"));
}
