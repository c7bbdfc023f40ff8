//@ compiles no_run
fn main() {
    let mut scores = vec![7, 9];
    let first: *const i32 = &scores[0];
    scores.reserve(1_000);
    println!("{}", unsafe { *first });
}
