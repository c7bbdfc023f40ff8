//@ compiles
//@ fixes result_without_lifetime
fn longer<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}

fn main() {
    println!("{}", longer("rain", "sun"));
}
