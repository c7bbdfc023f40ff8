//@ error E0515
fn dangle() -> &'static str {
    let s = String::from("x");
    &s
}
fn main() {
    println!("{}", dangle());
}
