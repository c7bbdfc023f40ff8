//@ error E0515
struct Parser<'a> {
    rest: &'a str,
}

fn parser<'a>(text: &str) -> Parser<'a> {
    Parser { rest: &text.to_lowercase() }
}

fn main() {
    println!("{}", parser("ABC").rest);
}
