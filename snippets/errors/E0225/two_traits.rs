//@ error E0225
use std::fmt::{Debug, Display};

fn show(it: Box<dyn Debug + Display>) { //~ E0225
    println!("{it} {it:?}");
}

fn main() {
    show(Box::new("one"));
}
