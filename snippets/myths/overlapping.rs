//@ error E0499
fn main() {
    let mut scores = vec![3];
    let first = &mut scores;
    let second = &mut scores; //~ E0499
    first.push(5);
    second.push(8);
}
