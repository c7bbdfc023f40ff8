//@ error E0596
use std::rc::Rc;

fn main() {
    let mut list = Rc::new(vec![1]);
    list.push(2); //~ E0596
    println!("{list:?}");
}
