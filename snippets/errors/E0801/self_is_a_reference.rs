//@ compiles
//@ fixes self_is_generic
use std::rc::Rc;

struct Seat(u32);

impl Seat {
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Rc::new(Seat(3)).show();
}
