//@ compiles
//@ fixes borrowed_twice
use std::cell::RefCell;

fn main() {
    let scores = RefCell::new(vec![1]);
    let first = scores.borrow();
    match scores.try_borrow_mut() {
        Ok(mut list) => list.push(2),
        Err(_) => println!("in use, {} scores", first.len()),
    }
}
