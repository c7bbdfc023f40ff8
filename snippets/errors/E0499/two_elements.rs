//@ error E0499
fn main() {
    let mut scores = vec![3, 8];
    let low = &mut scores[0];
    let high = &mut scores[1]; //~ E0499
    std::mem::swap(low, high);
    println!("{scores:?}");
}
