//@ error E0794
fn first<'a>(text: &'a str) -> &'a str {
    &text[..1]
}

fn main() {
    println!("{}", first::<'static>("one")); //~ E0794
}
