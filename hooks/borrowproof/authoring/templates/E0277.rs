//@ error E0277
use std::rc::Rc;

fn main() {
    let shared = Rc::new(1);
    std::thread::spawn(move || println!("{shared}")); //~ E0277
}
