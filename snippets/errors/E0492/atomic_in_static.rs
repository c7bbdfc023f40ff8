//@ compiles
//@ fixes cell_in_constant
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

fn main() {
    COUNT.store(1, Ordering::Relaxed);
    println!("{}", COUNT.load(Ordering::Relaxed));
}
