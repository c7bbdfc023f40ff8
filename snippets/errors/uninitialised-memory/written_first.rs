//@ compiles
//@ fixes read_before_written
use std::mem::MaybeUninit;

fn main() {
    let mut place = MaybeUninit::<u32>::uninit();
    place.write(7);
    // SAFETY: it was written on the line above.
    let number = unsafe { place.assume_init() };
    println!("{number}");
}
