//@ error E0594
use std::rc::Rc;

struct Lamp {
    on: bool,
}

fn main() {
    let mut lamp = Rc::new(Lamp { on: false });
    lamp.on = true; //~ E0594
    println!("{}", lamp.on);
}
