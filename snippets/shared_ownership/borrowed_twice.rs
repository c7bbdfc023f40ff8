//@ panics
use std::cell::RefCell;

fn main() {
    let queue = RefCell::new(vec!["Blue Train", "So What"]);
    let playing = queue.borrow();
    println!("now: {}", playing[0]);
    queue.borrow_mut().push("Naima");
    println!("{} queued", playing.len());
}
