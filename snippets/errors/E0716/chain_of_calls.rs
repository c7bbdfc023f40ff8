//@ error E0716
fn main() {
    let words = "b a".to_uppercase().split(' ').collect::<Vec<_>>(); //~ E0716
    println!("{words:?}");
}
