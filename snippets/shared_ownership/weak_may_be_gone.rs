//@ compiles
use std::rc::{Rc, Weak};

fn show(song: &Weak<String>) {
    match song.upgrade() {
        Some(title) => println!("{title}"),
        None => println!("no longer in the library"),
    }
}

fn main() {
    let song = Rc::new(String::from("Blue Train"));
    let bookmark = Rc::downgrade(&song);
    show(&bookmark);
    drop(song);
    show(&bookmark);
}
