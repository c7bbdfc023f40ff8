//@ error E0596
use std::cell::RefCell;
use std::rc::Rc;
#[derive(Default)]
struct Tree { kids: RefCell<Vec<Rc<Tree>>>, name: String }
fn add(t: &Rc<Tree>, name: &str) -> Rc<Tree> {
    let kid = Rc::new(Tree { name: name.to_string(), ..Default::default() });
    t.kids.borrow_mut().push(Rc::clone(&kid));
    kid
}
fn main() {
    let root = Rc::new(Tree::default());
    let kid = add(&root, "k");
    println!("{} {}", kid.name, root.kids.borrow().len());
    root.name.push('x');
}
