//@ compiles
//@ fixes sometimes_owned
use std::borrow::Cow;

fn shown(name: &str) -> Cow<'_, str> {
    if name.is_empty() {
        return format!("guest {}", 1).into();
    }
    name.into()
}

fn main() {
    println!("{} {}", shown(""), shown("Ada"));
}
