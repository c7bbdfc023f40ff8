//@ compiles
//@ fixes exercise
use std::cell::RefCell;
use std::rc::Rc;

struct Song {
    plays: RefCell<u32>,
}

fn main() {
    let song = Rc::new(Song { plays: RefCell::new(0) });
    let in_list = Rc::clone(&song);
    *in_list.plays.borrow_mut() += 1;
    println!("played {} time(s)", song.plays.borrow());
}
