//@ compiles
//@ fixes two_elements
fn main() {
    let mut plays = [7, 2, 9];
    let (first, last) = (0, 2);
    plays.swap(first, last);
    println!("{plays:?}");
}
