//@ compiles
//@ fixes assigned_behind_shared
use std::cell::Cell;

struct Lamp {
    on: Cell<bool>,
}

fn switch(lamp: &Lamp) {
    lamp.on.set(!lamp.on.get());
}

fn main() {
    let lamp = Lamp { on: Cell::new(false) };
    switch(&lamp);
    println!("{}", lamp.on.get());
}
