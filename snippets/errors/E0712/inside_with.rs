//@ compiles
//@ fixes given_to_a_thread
use std::cell::RefCell;

thread_local! {
    static WORD: RefCell<String> = RefCell::new("one".into());
}

fn main() {
    WORD.with(|word| println!("{}", word.borrow()));
}
