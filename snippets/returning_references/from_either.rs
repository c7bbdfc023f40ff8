//@ error E0106
fn shorter(left: &str, right: &str) -> &str { //~ E0106
    if left.len() < right.len() { left } else { right }
}

fn main() {
    println!("{}", shorter("Bread", "Tea"));
}
