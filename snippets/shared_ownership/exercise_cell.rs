//@ compiles
//@ fixes exercise
use std::cell::Cell;
use std::rc::Rc;

struct Song {
    plays: Cell<u32>,
}

fn main() {
    let song = Rc::new(Song { plays: Cell::new(0) });
    let in_list = Rc::clone(&song);
    in_list.plays.set(in_list.plays.get() + 1);
    println!("played {} time(s)", song.plays.get());
}
