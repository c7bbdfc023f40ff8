//@ compiles
fn longer<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.len() > other.len() { one } else { other }
}

fn main() {
    println!("{}", longer("a", "ab"));
}
