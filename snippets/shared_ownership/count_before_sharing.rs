//@ compiles
//@ fixes count_a_play
use std::rc::Rc;

struct Song {
    plays: u32,
}

fn main() {
    let mut song = Song { plays: 0 };
    song.plays += 1;
    let song = Rc::new(song);
    let listed = Rc::clone(&song);
    println!("{} plays", listed.plays);
}
