//@ compiles
//@ fixes rc_to_a_thread
use std::thread;

fn main() {
    let name = String::from("Ada");
    let work = thread::spawn(move || println!("{name}"));
    work.join().unwrap();
}
