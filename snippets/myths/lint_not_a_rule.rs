//@ compiles
#![allow(static_mut_refs)]

static mut VISITS: u32 = 0;

fn main() {
    let visits = unsafe { &mut VISITS };
    *visits += 1;
    println!("{visits}");
}
