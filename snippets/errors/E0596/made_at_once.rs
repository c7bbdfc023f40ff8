//@ compiles
//@ fixes borrowed_without_mut
fn main() {
    let list = vec![1];
    println!("{list:?}");
}
