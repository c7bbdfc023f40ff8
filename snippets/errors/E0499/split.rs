//@ compiles
//@ fixes two_elements
fn main() {
    let mut scores = vec![3, 8];
    let (left, right) = scores.split_at_mut(1);
    std::mem::swap(&mut left[0], &mut right[0]);
    println!("{scores:?}");
}
