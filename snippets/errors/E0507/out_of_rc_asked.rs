//@ compiles
//@ fixes out_of_rc
use std::rc::Rc;

fn main() {
    let name = Rc::new(String::from("Ada"));
    let owned: String = Rc::try_unwrap(name).unwrap();
    println!("{owned}");
}
