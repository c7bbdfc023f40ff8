//@ compiles
use std::cell::RefCell;

fn main() {
    let seen = RefCell::new(vec![String::from("a")]);
    let word = String::from("b");
    match word {
        known if seen.borrow().contains(&known) => println!("{known} again"),
        new => seen.borrow_mut().push(new),
    }
    println!("{:?}", seen.borrow());
}
