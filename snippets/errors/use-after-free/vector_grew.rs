//@ compiles no_run
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let mut scores = vec![7, 9];
    let first: *const i32 = &scores[0];
    scores.reserve(1_000);
    println!("{}", unsafe { *first });
}
