//@ error E0594
use std::rc::Rc;

struct Song {
    plays: u32,
}

fn main() {
    let song = Rc::new(Song { plays: 0 });
    let listed = Rc::clone(&song);
    listed.plays += 1; //~ E0594
    println!("{} plays", song.plays);
}
