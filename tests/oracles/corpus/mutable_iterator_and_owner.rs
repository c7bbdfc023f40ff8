//@ error E0499
fn main() {
    let mut scores = vec![1, 2, 3];
    for score in scores.iter_mut() {
        *score += 1;
        scores.push(*score);
    }
}
