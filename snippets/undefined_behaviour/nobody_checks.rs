//@ compiles no_run
fn main() {
    let mut minutes = vec![12, 45, 20];
    let first: *const i32 = &minutes[0];
    minutes.push(45);
    let minutes_to_first_stop = unsafe { *first };
    println!("{minutes_to_first_stop}");
}
