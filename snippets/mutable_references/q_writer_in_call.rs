//@ compiles
//@ fixes q_owner_in_call
fn main() {
    let mut plays = vec![1, 2];
    let list = &mut plays;
    list.push(list.len());
    println!("{plays:?}");
}
