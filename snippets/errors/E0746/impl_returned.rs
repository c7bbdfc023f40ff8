//@ compiles
//@ fixes bare_dyn_returned
use std::fmt::Display;

fn shown() -> impl Display {
    3
}

fn main() {
    println!("{}", shown());
}
