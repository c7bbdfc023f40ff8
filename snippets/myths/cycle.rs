//@ compiles
//@ heap allocs=2 leaked=2
use std::cell::RefCell;
use std::rc::Rc;

struct Neighbour(RefCell<Option<Rc<Neighbour>>>);

impl Drop for Neighbour {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    let left = Rc::new(Neighbour(RefCell::new(None)));
    let right = Rc::new(Neighbour(RefCell::new(None)));
    *left.0.borrow_mut() = Some(Rc::clone(&right));
    *right.0.borrow_mut() = Some(Rc::clone(&left));
    println!("{} owners", Rc::strong_count(&left));
}
