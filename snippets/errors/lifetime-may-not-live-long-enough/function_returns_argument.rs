//@ compiles
//@ fixes closure_returns_argument
fn main() {
    fn first(text: &str) -> &str {
        &text[..1]
    }
    println!("{}", first("one"));
}
