//@ error E0621
fn longer<'a>(a: &'a str, b: &str) -> &'a str {
    if a.len() > b.len() { a } else { b } //~ E0621
}

fn main() {
    println!("{}", longer("rain", "sun"));
}
