//@ error E0521
fn main() {
    let mut kept: Vec<&str> = Vec::new();
    let mut keep = |text: &str| kept.push(text);
    keep("a");
    let owned = String::from("b");
    keep(&owned);
    println!("{}", kept.len());
}
