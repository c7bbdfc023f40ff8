//@ compiles
fn main() {
    let mut scores = vec![3];
    let first = &mut scores;
    first.push(5);
    let second = &mut scores;
    second.push(8);
    println!("{scores:?}");
}
