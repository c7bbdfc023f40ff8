//@ compiles
//@ fixes constant_from_local
use std::cell::Cell;

thread_local! {
    static LEVEL: Cell<u32> = const { Cell::new(3) };
}

fn main() {
    let now = LEVEL.get();
    println!("{now}");
}
