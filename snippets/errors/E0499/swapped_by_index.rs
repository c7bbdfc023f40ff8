//@ compiles
//@ fixes two_elements
fn main() {
    let mut scores = vec![3, 8];
    scores.swap(0, 1);
    println!("{scores:?}");
}
