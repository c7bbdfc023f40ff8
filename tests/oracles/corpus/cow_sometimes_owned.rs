//@ compiles
use std::borrow::Cow;
fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { Cow::Owned(text.replace(' ', "_")) } else { Cow::Borrowed(text) }
}
fn main() {
    let name = String::from("a b");
    let tidy = clean(&name);
    let tidy = tidy.into_owned();
    println!("{tidy} {name}");
}
