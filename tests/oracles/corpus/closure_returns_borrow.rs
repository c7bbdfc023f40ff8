//@ compiles
fn main() {
    let words = vec![String::from("one"), String::from("three")];
    let longest = || words.iter().max_by_key(|word| word.len());
    let found = longest();
    println!("{found:?}");
    let mut sorted: Vec<&String> = words.iter().filter(|word| word.len() > 2).collect();
    sorted.sort_by(|a, b| b.len().cmp(&a.len()));
    println!("{sorted:?}");
    let lengths: Vec<_> = words.into_iter().map(|word| word.len()).collect();
    println!("{lengths:?}");
}
