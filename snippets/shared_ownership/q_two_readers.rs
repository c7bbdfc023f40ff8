//@ panics
use std::cell::RefCell;

fn main() {
    let plays = RefCell::new(4);
    let one = plays.borrow();
    let two = plays.borrow();
    println!("{one} {two}");
    *plays.borrow_mut() += 1;
    println!("{}", plays.borrow());
}
