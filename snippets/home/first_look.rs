//@ error E0502
fn main() {
    let mut scores = vec![90, 85, 77];
    let best = &scores[0];
    scores.push(100); //~ E0502
    println!("best so far: {best}");
}
