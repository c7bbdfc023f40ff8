//@ compiles
//@ fixes collected_in_loop
fn main() {
    let mut words: Vec<String> = Vec::new();
    for n in 1..3 {
        let word = format!("word {n}");
        words.push(word);
    }
    println!("{words:?}");
}
