//@ error E0502
fn main() {
    let mut scores = vec![7, 9, 4];
    let best = &scores[1];
    scores.push(10); //~ E0502
    println!("{best}");
}
