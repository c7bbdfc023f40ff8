//@ compiles
//@ heap allocs=2 leaked=0
//@ fixes cycle
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Band {
    name: &'static str,
    partner: RefCell<Weak<Band>>,
}

impl Drop for Band {
    fn drop(&mut self) {
        println!("{} dropped", self.name);
    }
}

fn band(name: &'static str) -> Rc<Band> {
    Rc::new(Band { name, partner: RefCell::new(Weak::new()) })
}

fn main() {
    let (quartet, trio) = (band("quartet"), band("trio"));
    *trio.partner.borrow_mut() = Rc::downgrade(&quartet);
    *quartet.partner.borrow_mut() = Rc::downgrade(&trio);
    println!("owners of quartet: {}", Rc::strong_count(&quartet));
}
