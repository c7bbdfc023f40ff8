//@ compiles
//@ fixes arc_is_not_mut
use std::thread;

fn main() {
    let front = thread::spawn(|| 1);
    let back = thread::spawn(|| 1);
    let plays = front.join().unwrap() + back.join().unwrap();
    println!("{plays} plays");
}
