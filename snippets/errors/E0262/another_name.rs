//@ compiles
//@ fixes static_declared
fn first<'a>(text: &'a str) -> &'a str {
    &text[..1]
}

fn main() {
    println!("{}", first("one"));
}
