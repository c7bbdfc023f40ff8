//@ compiles
//@ fixes lent_to_a_thread
use std::thread;

fn announce(name: &str) {
    thread::scope(|scope| {
        scope.spawn(move || println!("{name} is here"));
    });
}

fn main() {
    announce("Ada");
}
