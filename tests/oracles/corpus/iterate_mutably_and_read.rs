//@ error E0502
fn main() {
    let mut scores = vec![3, 4];
    for score in scores.iter_mut() {
        *score += scores.len();
    }
    println!("{scores:?}");
}
