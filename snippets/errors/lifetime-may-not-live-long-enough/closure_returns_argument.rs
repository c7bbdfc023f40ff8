//@ error
fn main() {
    let first = |text: &str| &text[..1]; //~ ERROR lifetime may not live long enough
    println!("{}", first("one"));
}
