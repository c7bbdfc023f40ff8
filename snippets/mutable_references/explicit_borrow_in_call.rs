//@ error E0502
fn main() {
    let mut played = vec![3, 5];
    Vec::push(&mut played, played.len()); //~ E0502
    println!("{played:?}");
}
