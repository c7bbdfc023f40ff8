//@ compiles
use std::cell::RefCell;
use std::rc::Rc;
struct Node {
    next: RefCell<Option<Rc<Node>>>,
}
fn main() {
    let a = Rc::new(Node { next: RefCell::new(None) });
    let b = Rc::new(Node { next: RefCell::new(Some(Rc::clone(&a))) });
    *a.next.borrow_mut() = Some(Rc::clone(&b));
    println!("{} {}", Rc::strong_count(&a), Rc::strong_count(&b));
}
