//@ compiles
//@ heap allocs=4 leaked=0
//@ fixes tag_a_song
use std::rc::Rc;

fn main() {
    let mut tags = Rc::new(vec!["jazz"]);
    let listed = Rc::clone(&tags);
    Rc::make_mut(&mut tags).push("1957");
    println!("{tags:?} {listed:?}");
}
