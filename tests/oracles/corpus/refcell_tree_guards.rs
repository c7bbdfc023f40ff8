//@ compiles
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    value: i32,
    children: Vec<Rc<RefCell<Node>>>,
}

fn sum(node: &Rc<RefCell<Node>>) -> i32 {
    let mut total = node.borrow().value;
    for child in node.borrow().children.iter() {
        total += sum(child);
    }
    total
}

fn double(node: &Rc<RefCell<Node>>) {
    for child in &node.borrow().children {
        double(child);
    }
    node.borrow_mut().value *= 2;
}

fn main() {
    let leaf = Rc::new(RefCell::new(Node { value: 1, children: vec![] }));
    let root = Rc::new(RefCell::new(Node { value: 2, children: vec![leaf.clone()] }));
    double(&root);
    println!("{} {}", sum(&root), leaf.borrow().value);
}
