//@ compiles
//@ fixes bare_dyn_returned
use std::fmt::Display;

fn shown(word: bool) -> Box<dyn Display> {
    if word { Box::new("three") } else { Box::new(3) }
}

fn main() {
    println!("{}", shown(true));
}
