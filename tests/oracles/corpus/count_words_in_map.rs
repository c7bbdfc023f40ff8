//@ compiles
use std::collections::HashMap;
fn count(words: &[&str]) -> HashMap<String, usize> {
    let mut seen = HashMap::new();
    for w in words {
        *seen.entry(w.to_string()).or_insert(0) += 1;
    }
    let most = seen.values().max().copied().unwrap_or(0);
    println!("{most}");
    seen
}
fn main() {
    let m = count(&["a", "b"]);
    for (k, v) in &m {
        println!("{k}={v}");
    }
}
