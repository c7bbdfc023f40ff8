//@ compiles no_run
fn main() {
    let place: *const u32 = std::ptr::null();
    let number = unsafe { place.read_volatile() };
    println!("{number}");
}
