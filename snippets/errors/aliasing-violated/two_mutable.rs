//@ compiles no_run
fn main() {
    let mut level = 3;
    let place = &raw mut level;
    let one = unsafe { &mut *place };
    let two = unsafe { &mut *place };
    *one += 1;
    *two += 1;
}
