//@ panics
use std::cell::RefCell;

fn main() {
    let scores = RefCell::new(vec![1]);
    let first = scores.borrow();
    scores.borrow_mut().push(2);
    println!("{}", first.len());
}
