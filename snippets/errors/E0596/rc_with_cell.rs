//@ compiles
//@ fixes inside_rc
use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let list = Rc::new(RefCell::new(vec![1]));
    list.borrow_mut().push(2);
    println!("{:?}", list.borrow());
}
