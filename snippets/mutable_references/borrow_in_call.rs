//@ compiles
//@ fixes explicit_borrow_in_call
fn main() {
    let mut played = vec![3, 5];
    played.push(played.len());
    println!("{played:?}");
}
