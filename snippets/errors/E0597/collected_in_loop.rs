//@ error E0597
fn main() {
    let mut words: Vec<&str> = Vec::new();
    for n in 1..3 {
        let word = format!("word {n}");
        words.push(&word); //~ E0597
    }
    println!("{words:?}");
}
