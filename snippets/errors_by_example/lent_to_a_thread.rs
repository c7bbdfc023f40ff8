//@ error E0521
use std::thread;

fn announce(name: &str) {
    let speaker = thread::spawn(move || println!("{name} is here")); //~ E0521
    speaker.join().unwrap();
}

fn main() {
    announce("Ada");
}
