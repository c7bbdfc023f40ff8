//@ error E0502
fn main() {
    let mut scores = vec![3, 1, 2];
    let top = scores.iter().max();
    scores.sort();
    println!("{:?}", top);
}
