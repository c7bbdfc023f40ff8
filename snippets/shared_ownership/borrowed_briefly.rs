//@ compiles
//@ fixes borrowed_twice
use std::cell::RefCell;

fn main() {
    let queue = RefCell::new(vec!["Blue Train", "So What"]);
    println!("now: {}", queue.borrow()[0]);
    queue.borrow_mut().push("Naima");
    println!("{} queued", queue.borrow().len());
}
