//@ compiles
use std::cell::{Cell, RefCell};

fn main() {
    let hits = Cell::new(1);
    let log = RefCell::new(vec![1, 2]);
    hits.set(hits.get() + 1);
    {
        let a = log.borrow();
        let b = log.borrow();
        println!("{} {}", a.len(), b.len());
    }
    let mut w = log.borrow_mut();
    w.push(3);
    let busy = log.try_borrow().is_err();
    println!("{busy} {}", hits.get());
    drop(w);
    println!("{:?}", log.borrow());
}
