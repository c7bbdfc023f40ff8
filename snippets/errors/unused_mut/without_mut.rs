//@ compiles
//@ fixes mut_for_nothing
fn main() {
    let list = vec![1, 2];
    println!("{}", list.len());
}
