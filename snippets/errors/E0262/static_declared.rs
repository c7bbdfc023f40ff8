//@ error E0262
fn first<'static>(text: &'static str) -> &'static str { //~ E0262
    &text[..1]
}

fn main() {
    println!("{}", first("one"));
}
