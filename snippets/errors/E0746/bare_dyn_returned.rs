//@ error E0746
use std::fmt::Display;

fn shown() -> dyn Display { //~ E0746
    3
}

fn main() {}
