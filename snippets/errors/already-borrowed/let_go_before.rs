//@ compiles
//@ fixes callback_comes_back
use std::cell::RefCell;

fn each(list: &RefCell<Vec<u32>>, f: impl Fn(u32)) {
    let now = list.borrow().clone();
    now.into_iter().for_each(f);
}

fn main() {
    let list = RefCell::new(vec![1]);
    each(&list, |n| list.borrow_mut().push(n + 1));
    println!("{:?}", list.borrow());
}
