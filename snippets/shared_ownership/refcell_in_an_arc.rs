//@ error E0277
use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let queue = Arc::new(RefCell::new(vec!["Naima"]));
    let other = Arc::clone(&queue);
    let adder = thread::spawn(move || { //~ E0277
        other.borrow_mut().push("So What");
    });
    adder.join().unwrap();
    println!("{} queued", queue.borrow().len());
}
