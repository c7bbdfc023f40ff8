//@ compiles
fn richer<'a>(a: &'a Option<String>, b: &'a Option<String>) -> &'a str {
    match (a, b) {
        (Some(x), Some(y)) if x.len() > y.len() => x,
        (_, Some(y)) => y,
        (Some(x), None) => x,
        (None, None) => "nobody",
    }
}

fn main() {
    let a = Some(String::from("Grace"));
    let b = None;
    let winner = richer(&a, &b);
    println!("{winner}");
    drop(a);
    drop(b);
}
