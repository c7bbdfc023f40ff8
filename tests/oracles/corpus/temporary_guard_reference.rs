//@ error E0716
use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec![String::from("Ada")]);
    let first = names.borrow().first().unwrap();
    println!("{first}");
}
