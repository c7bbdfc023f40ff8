//@ compiles
//@ fixes written_through_shared
use std::cell::Cell;

fn main() {
    let level = Cell::new(3);
    let seen = &level;
    seen.set(4);
    println!("{}", level.get());
}
