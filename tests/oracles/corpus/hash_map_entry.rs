//@ compiles
use std::collections::HashMap;

fn main() {
    let text = String::from("a b a");
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in text.split(' ') {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut owned: HashMap<String, Vec<u32>> = HashMap::new();
    for (word, count) in &counts {
        owned.entry(word.to_string()).or_default().push(*count);
    }
    drop(text);
    if let Some(list) = owned.get_mut("a") {
        list.clear();
    }
    println!("{:?} {}", owned.get("a"), owned.len());
}
