//@ compiles
//@ heap allocs=4 leaked=0
//@ fixes one_song_two_lists
use std::rc::Rc;

struct Song {
    title: String,
}

fn main() {
    let song = Rc::new(Song { title: String::from("Blue Train") });
    let morning = vec![Rc::clone(&song)];
    let evening = vec![song];
    println!("{} {}", morning[0].title, evening[0].title);
}
