//@ compiles
//@ fixes borrowed_twice
use std::cell::RefCell;

fn main() {
    let scores = RefCell::new(vec![1]);
    let length = scores.borrow().len();
    scores.borrow_mut().push(2);
    println!("{length}");
}
