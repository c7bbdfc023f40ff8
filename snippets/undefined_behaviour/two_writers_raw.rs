//@ compiles no_run
//@ twin_of two_writers
//@ undefined_behaviour data-race: read 4, written 4
use std::thread;

fn sell(sold: usize) {
    unsafe { *(sold as *mut i32) += 1 };
}

fn main() {
    let mut sold = 0;
    let place = &raw mut sold as usize;
    thread::scope(|s| {
        s.spawn(|| sell(place));
        s.spawn(|| sell(place));
    });
    println!("{sold} sold");
}
