//@ compiles no_run
use std::cell::RefCell;
use std::rc::Rc;

struct Seat {
    next: RefCell<Option<Rc<Seat>>>,
}

fn main() {
    let seat = Rc::new(Seat { next: RefCell::new(None) });
    *seat.next.borrow_mut() = Some(Rc::clone(&seat));
    println!("{}", Rc::strong_count(&seat));
}
