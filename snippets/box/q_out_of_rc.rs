//@ error E0507
use std::rc::Rc;

fn main() {
    let letter = Rc::new(String::from("Dear Ada"));
    let text = *letter; //~ E0507
    println!("{text}");
}
