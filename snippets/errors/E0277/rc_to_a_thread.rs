//@ error E0277
use std::rc::Rc;
use std::thread;

fn main() {
    let name = Rc::new(String::from("Ada"));
    let work = thread::spawn(move || println!("{name}")); //~ E0277
    work.join().unwrap();
}
