//@ compiles no_run
//@ twin_of pushed_while_read
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let mut scores = vec![7, 9, 4];
    let best: *const i32 = &scores[1];
    scores.push(10);
    println!("{}", unsafe { *best });
}
