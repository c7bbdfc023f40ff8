//@ compiles
use std::cell::RefCell;
use std::thread;

fn main() {
    let plays = RefCell::new(1);
    let other = thread::spawn(move || {
        *plays.borrow_mut() += 1;
        plays
    });
    println!("{}", other.join().unwrap().into_inner());
}
