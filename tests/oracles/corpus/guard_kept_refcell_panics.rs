//@ panics
use std::cell::RefCell;

fn main() {
    let jobs = RefCell::new(vec![3]);
    while let Some(n) = jobs.borrow_mut().pop() {
        jobs.borrow_mut().push(n);
    }
}
