//@ error E0373
fn make() -> impl Fn() -> usize {
    let text = String::from("abc");
    || text.len()
}
fn main() { println!("{}", make()()); }
