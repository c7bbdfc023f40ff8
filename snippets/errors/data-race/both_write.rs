//@ compiles no_run
use std::thread;

static mut SOLD: u32 = 0;

fn main() {
    let work = thread::spawn(|| unsafe { SOLD += 1 });
    unsafe { SOLD += 1 };
    work.join().unwrap();
}
