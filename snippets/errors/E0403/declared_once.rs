//@ compiles
//@ fixes declared_twice
fn pair<'a>(one: &'a str, two: &'a str) -> (&'a str, &'a str) {
    (one, two)
}

fn main() {
    println!("{:?}", pair("a", "b"));
}
