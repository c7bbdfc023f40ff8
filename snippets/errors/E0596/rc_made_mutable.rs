//@ compiles
//@ fixes inside_rc
use std::rc::Rc;

fn main() {
    let mut list = Rc::new(vec![1]);
    Rc::make_mut(&mut list).push(2);
    println!("{list:?}");
}
