//@ compiles
//@ fixes out_of_an_rc
use std::rc::Rc;

fn main() {
    let boxed = Box::new(String::from("first draft"));
    let shared = Rc::new(String::from("second draft"));
    let first = *boxed;
    let second = Rc::unwrap_or_clone(shared);
    println!("{first}, {second}");
}
