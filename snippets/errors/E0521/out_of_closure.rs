//@ error E0521
fn main() {
    let mut kept: Vec<&str> = Vec::new();
    let mut keep = |word: &str| kept.push(word); //~ E0521
    keep("one");
    println!("{}", kept.len());
}
