//@ compiles
//@ fixes arc_is_not_mut
use std::sync::Mutex;
use std::thread;

fn main() {
    let plays = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| *plays.lock().unwrap() += 1);
        s.spawn(|| *plays.lock().unwrap() += 1);
    });
    println!("{} plays", plays.into_inner().unwrap());
}
