//@ compiles
use std::cell::RefCell;

fn length() -> usize {
    let names = RefCell::new(vec![String::from("Ada"), String::from("Bo")]);
    names.borrow().len()
}

fn main() {
    let shared = RefCell::new(5);
    let sum = { *shared.borrow() + 1 };
    *shared.borrow_mut() += sum;
    println!("{} {}", length(), shared.into_inner());
}
