//@ compiles
//@ fixes inside_rc
use std::cell::Cell;
use std::rc::Rc;

struct Lamp {
    on: Cell<bool>,
}

fn main() {
    let lamp = Rc::new(Lamp { on: Cell::new(false) });
    lamp.on.set(true);
    println!("{}", lamp.on.get());
}
