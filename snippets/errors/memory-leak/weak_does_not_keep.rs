//@ compiles
//@ fixes cycle_leaks
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Seat {
    next: RefCell<Weak<Seat>>,
}

fn main() {
    let seat = Rc::new(Seat { next: RefCell::new(Weak::new()) });
    *seat.next.borrow_mut() = Rc::downgrade(&seat);
    println!("{}", Rc::strong_count(&seat));
    drop(seat);
}
