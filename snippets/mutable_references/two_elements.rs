//@ error E0499
fn main() {
    let mut plays = [7, 2, 9];
    let (first, last) = (0, 2);
    let from = &mut plays[first];
    let to = &mut plays[last]; //~ E0499
    std::mem::swap(from, to);
    println!("{plays:?}");
}
