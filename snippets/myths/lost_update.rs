//@ compiles
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let (sold, both_read) = (AtomicU32::new(0), Barrier::new(2));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let before = sold.load(SeqCst);
                both_read.wait();
                sold.store(before + 1, SeqCst);
            });
        }
    });
    println!("two tickets sold, counted: {}", sold.load(SeqCst));
}
