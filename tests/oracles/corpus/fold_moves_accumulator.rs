//@ compiles
fn main() {
    let words = ["a", "b"];
    let joined = words.iter().fold(String::new(), |mut all, w| { all.push_str(w); all });
    let total: usize = joined.chars().zip(words.iter()).map(|(c, w)| c.len_utf8() + w.len()).sum();
    let mut sorted: Vec<String> = words.iter().map(|w| w.to_uppercase()).collect();
    sorted.sort_by(|a, b| b.cmp(a));
    println!("{joined} {total} {sorted:?}");
}
