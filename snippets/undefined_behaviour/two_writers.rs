//@ error E0499
use std::thread;

fn main() {
    let mut sold = 0;
    thread::scope(|s| {
        s.spawn(|| sold += 1);
        s.spawn(|| sold += 1); //~ E0499
    });
    println!("{sold} sold");
}
