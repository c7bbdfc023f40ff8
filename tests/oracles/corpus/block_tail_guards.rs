//@ compiles
use std::cell::RefCell;

fn size() -> usize {
    let c = RefCell::new(vec![1, 2, 3]);
    c.borrow().len()
}

fn main() {
    let n = {
        let c = RefCell::new(5);
        *c.borrow() + 1
    };
    println!("{} {n}", size());
}
