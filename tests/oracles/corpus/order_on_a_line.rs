//@ compiles
use std::cell::Cell;

fn bump(d: &Cell<u32>) {
    d.set(d.get() + 1);
}

fn pick(o: Option<&mut i32>) -> Option<&mut i32> {
    match o {
        Some(n) if *n > 0 => Some(n),
        _ => None,
    }
}

fn main() {
    bump(&Cell::new(1));
    pick(None);
}
