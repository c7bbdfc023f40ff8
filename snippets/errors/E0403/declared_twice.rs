//@ error E0403
fn pair<'a, 'a>(one: &'a str, two: &'a str) -> (&'a str, &'a str) { //~ E0403
    (one, two)
}

fn main() {
    println!("{:?}", pair("a", "b"));
}
