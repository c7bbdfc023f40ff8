//@ panics
use std::cell::RefCell;

fn each(list: &RefCell<Vec<u32>>, f: impl Fn(u32)) {
    for n in list.borrow().iter() {
        f(*n);
    }
}

fn main() {
    let list = RefCell::new(vec![1]);
    each(&list, |n| list.borrow_mut().push(n + 1));
}
