//@ error E0597
//@ edition 2021
use std::cell::RefCell;

fn length() -> usize {
    let names = RefCell::new(vec![String::from("Ada")]);
    names.borrow().len()
}

fn main() {
    println!("{}", length());
}
