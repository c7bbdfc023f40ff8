//@ compiles
//@ fixes use_after_move
fn main() {
    let text = String::from("one");
    drop(text.clone());
    println!("{text}");
}
