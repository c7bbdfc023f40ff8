//@ compiles
//@ fixes threads_share
use std::sync::Arc;
use std::thread;

fn main() {
    let names = Arc::new(vec!["Ada", "Bo"]);
    for n in 0..2 {
        let names = Arc::clone(&names);
        let one = thread::spawn(move || println!("{}", names[n]));
        one.join().unwrap();
    }
}
