//@ compiles
//@ fixes two_writers
use std::thread;

fn main() {
    let (mut front, mut back) = (0, 0);
    thread::scope(|s| {
        s.spawn(|| front += 1);
        s.spawn(|| back += 1);
    });
    println!("{} sold", front + back);
}
