//@ compiles
//@ fixes q_two_cells
use std::cell::RefCell;

fn add_first(to: &RefCell<Vec<u32>>, from: &RefCell<Vec<u32>>) {
    let first = from.borrow()[0];
    to.borrow_mut().push(first);
}

fn main() {
    let plays = RefCell::new(vec![3]);
    add_first(&RefCell::new(Vec::new()), &plays);
    println!("added");
    add_first(&plays, &plays);
}
