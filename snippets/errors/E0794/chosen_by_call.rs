//@ compiles
//@ fixes chosen_by_hand
fn first<'a>(text: &'a str) -> &'a str {
    &text[..1]
}

fn main() {
    println!("{}", first("one"));
}
