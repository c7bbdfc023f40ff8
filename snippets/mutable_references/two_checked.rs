//@ compiles
//@ fixes two_elements
fn main() {
    let mut plays = [7, 2, 9];
    let (first, last) = (0, 2);
    match plays.get_disjoint_mut([first, last]) {
        Ok([from, to]) => std::mem::swap(from, to),
        Err(problem) => println!("{problem}"),
    }
    println!("{plays:?}");
}
