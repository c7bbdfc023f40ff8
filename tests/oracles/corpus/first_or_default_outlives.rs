//@ error E0597
fn longest(a: &str, b: &str) -> String {
    if a.len() > b.len() { a.to_string() } else { b.to_string() }
}
fn first<'a>(xs: &'a [String], d: &'a str) -> &'a str {
    xs.first().map(|s| s.as_str()).unwrap_or(d)
}
fn main() {
    let r;
    {
        let d = String::from("none");
        r = first(&[], &d);
        println!("{}", longest(&d, "x"));
    }
    println!("{r}");
}
