//@ panics
use std::cell::RefCell;

fn add_first(to: &RefCell<Vec<u32>>, from: &RefCell<Vec<u32>>) {
    to.borrow_mut().push(from.borrow()[0]);
}

fn main() {
    let plays = RefCell::new(vec![3]);
    add_first(&RefCell::new(Vec::new()), &plays);
    println!("added");
    add_first(&plays, &plays);
}
