//@ compiles
//@ fixes count_a_play
use std::cell::Cell;
use std::rc::Rc;

struct Song {
    plays: Cell<u32>,
}

fn main() {
    let song = Rc::new(Song { plays: Cell::new(0) });
    let listed = Rc::clone(&song);
    listed.plays.set(listed.plays.get() + 1);
    println!("{} plays", song.plays.get());
}
