//@ compiles
fn main() {
    let names = vec![String::from("a"), String::from("b")];
    let total: usize = names
        .iter()
        .filter(|name| name.len() > 0)
        .map(|name| name.len())
        .sum();
    println!("{total}");
}
