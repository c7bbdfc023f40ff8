//@ error E0277
use std::rc::Rc;
use std::thread;

fn main() {
    let song = Rc::new(String::from("Blue Train"));
    let listed = Rc::clone(&song);
    let player = thread::spawn(move || println!("{listed}")); //~ E0277
    player.join().unwrap();
    println!("{song}");
}
