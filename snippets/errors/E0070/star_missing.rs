//@ error E0070
fn main() {
    let mut levels = vec![1, 2];
    levels.first_mut().unwrap() = 4; //~ E0070
    println!("{levels:?}");
}
