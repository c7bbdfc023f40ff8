//@ error E0502
fn main() {
    let mut plays = vec![1, 2];
    let list = &mut plays;
    list.push(plays.len()); //~ E0502
    println!("{plays:?}");
}
