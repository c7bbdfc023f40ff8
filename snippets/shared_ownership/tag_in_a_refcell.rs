//@ compiles
//@ fixes tag_a_song
use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let tags = Rc::new(RefCell::new(vec!["jazz"]));
    let listed = Rc::clone(&tags);
    tags.borrow_mut().push("1957");
    println!("{:?}", listed.borrow());
}
