//@ error E0507
use std::rc::Rc;

fn main() {
    let boxed = Box::new(String::from("first draft"));
    let shared = Rc::new(String::from("second draft"));
    let first = *boxed;
    let second = *shared; //~ E0507
    println!("{first}, {second}");
}
