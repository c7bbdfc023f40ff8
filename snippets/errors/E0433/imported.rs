//@ compiles
//@ fixes not_imported
use std::rc::Rc;

fn main() {
    let shared = Rc::new(3);
    println!("{shared}");
}
