//@ error E0277
use std::cell::RefCell;
use std::thread;

fn main() {
    let plays = RefCell::new(1);
    thread::scope(|scope| {
        scope.spawn(|| *plays.borrow_mut() += 1); //~ E0277
    });
    println!("{}", plays.into_inner());
}
