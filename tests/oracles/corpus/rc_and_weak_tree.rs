//@ compiles
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    name: String,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

fn main() {
    let leaf = Rc::new(Node {
        name: String::from("leaf"),
        parent: RefCell::new(Weak::new()),
        children: RefCell::new(vec![]),
    });
    let branch = Rc::new(Node {
        name: String::from("branch"),
        parent: RefCell::new(Weak::new()),
        children: RefCell::new(vec![Rc::clone(&leaf)]),
    });
    *leaf.parent.borrow_mut() = Rc::downgrade(&branch);
    let up = leaf.parent.borrow().upgrade();
    if let Some(p) = &up {
        println!("{} has {}", p.name, p.children.borrow().len());
    }
    drop(up);
    drop(branch);
    println!("{} {}", leaf.name, leaf.parent.borrow().upgrade().is_none());
}
