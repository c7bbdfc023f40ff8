//@ compiles
//@ fixes chain_of_calls
fn main() {
    let upper = "b a".to_uppercase();
    let words = upper.split(' ').collect::<Vec<_>>();
    println!("{words:?}");
}
