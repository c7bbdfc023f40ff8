//@ compiles
//@ fixes two_elements
fn main() {
    let mut plays = [7, 2, 9];
    let (left, right) = plays.split_at_mut(1);
    let from = &mut left[0];
    let to = &mut right[1];
    std::mem::swap(from, to);
    println!("{plays:?}");
}
