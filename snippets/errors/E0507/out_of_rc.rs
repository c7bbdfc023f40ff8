//@ error E0507
use std::rc::Rc;

fn main() {
    let name = Rc::new(String::from("Ada"));
    let owned: String = *name; //~ E0507
    println!("{owned}");
}
