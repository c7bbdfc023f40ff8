//@ compiles
//@ misses exercise prints, allocs<=1
use std::rc::Rc;

#[derive(Clone)]
struct Song {
    plays: u32,
}

fn main() {
    let song = Rc::new(Song { plays: 0 });
    let mut in_list = Rc::clone(&song);
    Rc::make_mut(&mut in_list).plays += 1;
    println!("played {} time(s)", song.plays);
}
