//@ error
use std::sync::Mutex;

fn main() {
    let printer = Mutex::new(());

    let _ = printer.lock(); //~ ERROR non-binding let on a synchronization lock
    println!("printing page 1");
    println!("printing page 2");
}
