//@ compiles
//@ fixes result_added_to
fn main() {
    let mut levels = vec![1, 2];
    levels.push(3);
    println!("{levels:?}");
}
