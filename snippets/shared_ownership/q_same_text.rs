//@ compiles
use std::rc::Rc;

fn main() {
    let song = Rc::new(String::from("Blue Train"));
    let shared = song.clone();
    let copied = Rc::new(String::from("Blue Train"));
    println!("{} {}", song == copied, Rc::ptr_eq(&song, &copied));
    println!("{} {}", song == shared, Rc::ptr_eq(&song, &shared));
}
