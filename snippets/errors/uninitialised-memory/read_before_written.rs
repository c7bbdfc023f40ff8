//@ compiles no_run
use std::mem::MaybeUninit;

fn main() {
    let place = MaybeUninit::<u32>::uninit();
    let number = unsafe { place.assume_init() };
    println!("{number}");
}
