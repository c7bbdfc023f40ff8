//@ compiles
//@ fixes null_followed
fn main() {
    let place: *const u32 = std::ptr::null();
    // SAFETY: it is null, or points at a number that lives.
    let number = unsafe { place.as_ref() };
    println!("{number:?}");
}
