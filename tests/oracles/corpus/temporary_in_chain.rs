//@ error E0716
fn main() {
    let words: Vec<&str> = String::from("to be or not").split(' ').collect();
    for word in &words {
        println!("{word}");
    }
}
