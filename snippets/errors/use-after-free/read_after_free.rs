//@ compiles no_run
fn main() {
    let number = Box::new(7);
    let place: *const i32 = &*number;
    drop(number);
    println!("{}", unsafe { *place });
}
