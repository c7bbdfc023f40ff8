//@ error E0373
use std::thread;

fn main() {
    let names = vec!["Ada", "Bo"];
    let one = thread::spawn(|| println!("{}", names[0])); //~ E0373
    let two = thread::spawn(|| println!("{}", names[1])); //~ E0373
    one.join().unwrap();
    two.join().unwrap();
}
