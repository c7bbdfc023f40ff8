//@ compiles
//@ fixes borrowed_twice
use std::cell::RefCell;

fn main() {
    let queue = RefCell::new(vec!["Blue Train", "So What"]);
    let playing = queue.borrow();
    println!("now: {}", playing[0]);
    match queue.try_borrow_mut() {
        Ok(mut songs) => songs.push("Naima"),
        Err(error) => println!("not now: {error}"),
    }
    println!("{} queued", playing.len());
}
