//@ compiles
//@ fixes lock_let_go
use std::sync::Mutex;

fn main() {
    let sold = Mutex::new(0);
    let _guard = sold.lock();
    println!("{}", sold.try_lock().is_err());
}
