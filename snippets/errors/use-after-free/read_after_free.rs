//@ compiles no_run
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let number = Box::new(7);
    let place: *const i32 = &*number;
    drop(number);
    println!("{}", unsafe { *place });
}
