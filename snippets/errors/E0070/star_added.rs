//@ compiles
//@ fixes star_missing
fn main() {
    let mut levels = vec![1, 2];
    *levels.first_mut().unwrap() = 4;
    println!("{levels:?}");
}
