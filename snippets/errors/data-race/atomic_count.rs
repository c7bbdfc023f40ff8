//@ compiles
//@ fixes both_write
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static SOLD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let work = thread::spawn(|| SOLD.fetch_add(1, Ordering::Relaxed));
    SOLD.fetch_add(1, Ordering::Relaxed);
    work.join().unwrap();
    println!("{}", SOLD.load(Ordering::Relaxed));
}
