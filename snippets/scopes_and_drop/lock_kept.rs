//@ compiles
//@ fixes lock_thrown_away
use std::sync::Mutex;

fn main() {
    let printer = Mutex::new(());

    let _printing = printer.lock();
    println!("printing page 1");
    println!("printing page 2");
}
