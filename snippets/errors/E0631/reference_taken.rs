//@ compiles
//@ fixes value_for_reference
fn count(words: &[&str], keep: impl Fn(&str) -> bool) -> usize {
    words.iter().filter(|word| keep(word)).count()
}

fn main() {
    println!("{}", count(&["a", ""], |w: &str| w.is_empty()));
}
