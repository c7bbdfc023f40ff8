//@ error E0492
use std::cell::Cell;

const COUNT: &Cell<u32> = &Cell::new(0); //~ E0492

fn main() {
    COUNT.set(1);
}
