//@ compiles
//@ fixes lent_to_a_thread
use std::thread;

fn announce(name: &str) {
    let name = name.to_owned();
    let speaker = thread::spawn(move || println!("{name} is here"));
    speaker.join().unwrap();
}

fn main() {
    announce("Ada");
}
