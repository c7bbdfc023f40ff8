//@ compiles
//@ fixes from_either
fn shorter<'a>(left: &'a str, right: &'a str) -> &'a str {
    if left.len() < right.len() { left } else { right }
}

fn main() {
    println!("{}", shorter("Bread", "Tea"));
}
