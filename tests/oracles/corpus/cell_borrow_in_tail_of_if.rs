//@ compiles
use std::cell::RefCell;

fn pick(cell: &RefCell<Vec<u8>>, first: bool) -> Option<u8> {
    if first {
        cell.borrow().first().copied()
    } else {
        cell.borrow_mut().pop()
    }
}

fn main() {
    let cell = RefCell::new(vec![1, 2]);
    println!("{:?} {:?}", pick(&cell, true), pick(&cell, false));
}
