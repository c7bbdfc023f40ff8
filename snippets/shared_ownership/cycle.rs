//@ compiles
//@ heap allocs=2 leaked=2
use std::cell::RefCell;
use std::rc::Rc;

struct Band {
    name: &'static str,
    partner: RefCell<Option<Rc<Band>>>,
}

impl Drop for Band {
    fn drop(&mut self) {
        println!("{} dropped", self.name);
    }
}

fn band(name: &'static str) -> Rc<Band> {
    Rc::new(Band { name, partner: RefCell::new(None) })
}

fn main() {
    let (quartet, trio) = (band("quartet"), band("trio"));
    *trio.partner.borrow_mut() = Some(Rc::clone(&quartet));
    *quartet.partner.borrow_mut() = Some(Rc::clone(&trio));
    println!("owners of quartet: {}", Rc::strong_count(&quartet));
}
