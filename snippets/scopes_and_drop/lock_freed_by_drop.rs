//@ compiles
//@ fixes is_the_lock_free
use std::sync::Mutex;

fn main() {
    let ledger = Mutex::new(vec![120, -40, 15]);

    let entries = ledger.lock().unwrap();
    let balance: i32 = entries.iter().sum();
    drop(entries);
    println!("balance: {balance}");

    let free = ledger.try_lock().is_ok();
    println!("lock free for the next booking: {free}");
}
