//@ error E0631
fn count(words: &[&str], keep: impl Fn(&str) -> bool) -> usize {
    words.iter().filter(|word| keep(word)).count()
}

fn main() {
    println!("{}", count(&["a", ""], |w: String| w.is_empty())); //~ E0631
}
