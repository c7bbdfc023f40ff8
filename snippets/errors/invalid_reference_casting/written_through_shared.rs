//@ error
fn main() {
    let level: u32 = 3;
    let seen = &level;
    unsafe { *(seen as *const u32 as *mut u32) = 4 }; //~ ERROR invalid_reference_casting
    println!("{level}");
}
