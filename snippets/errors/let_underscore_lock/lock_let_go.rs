//@ error
use std::sync::Mutex;

fn main() {
    let sold = Mutex::new(0);
    let _ = sold.lock(); //~ ERROR let_underscore_lock
    println!("not locked here");
}
