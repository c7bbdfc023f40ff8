//@ error E0594
//@ exercise allocs<=1
use std::rc::Rc;

struct Song {
    plays: u32,
}

fn main() {
    let song = Rc::new(Song { plays: 0 });
    let in_list = Rc::clone(&song);
    in_list.plays += 1; //~ E0594
    println!("played {} time(s)", song.plays);
}
