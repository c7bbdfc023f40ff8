//@ compiles
fn main() {
    let mut n = 7_u64;
    let p = &mut n as *mut u64;
    unsafe {
        *p += 1;
    }
    let b = Box::new([1u8, 2, 3]);
    let raw = Box::into_raw(b);
    let back = unsafe { Box::from_raw(raw) };
    let leaked: &'static mut Vec<i32> = Box::leak(Box::new(vec![9, 8]));
    leaked.push(7);
    println!("{n} {} {}", back[2], leaked.len());
}
