//@ error E0067
fn main() {
    let mut levels = vec![1, 2];
    levels.len() += 1; //~ E0067
    println!("{levels:?}");
}
