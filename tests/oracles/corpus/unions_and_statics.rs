//@ compiles
use std::sync::atomic::{AtomicUsize, Ordering};

static CALLS: AtomicUsize = AtomicUsize::new(0);
static NAMES: &[&str] = &["zero", "one"];

#[repr(C)]
#[derive(Clone, Copy)]
union Bits {
    float: f32,
    whole: u32,
}

fn bits(float: f32) -> u32 {
    CALLS.fetch_add(1, Ordering::Relaxed);
    let mut bits = Bits { float };
    bits.float = float * 2.0;
    unsafe { bits.whole |= 0 };
    unsafe { bits.whole }
}

fn main() {
    println!("{:x}", bits(1.0));
    let calls = CALLS.load(Ordering::Relaxed);
    println!("{}", NAMES[calls]);
}
