//@ compiles
//@ fixes one_without_name
fn longer<'a>(a: &'a str, b: &str) -> &'a str {
    if a.len() > b.len() { a } else { "" }
}

fn main() {
    println!("{}", longer("rain", "sun"));
}
