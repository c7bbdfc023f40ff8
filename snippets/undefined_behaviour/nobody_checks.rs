//@ compiles no_run
//@ twin_of grow_while_reading
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let mut minutes = vec![12, 45, 20];
    let first: *const i32 = &minutes[0];
    minutes.push(45);
    let minutes_to_first_stop = unsafe { *first };
    println!("{minutes_to_first_stop}");
}
