//@ compiles
//@ fixes cell_shared
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| sold.fetch_add(1, Ordering::Relaxed));
    });
    println!("{}", sold.into_inner());
}
