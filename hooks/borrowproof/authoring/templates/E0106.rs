//@ error E0106
fn longer(one: &str, other: &str) -> &str { //~ E0106
    if one.len() > other.len() { one } else { other }
}

fn main() {
    println!("{}", longer("a", "ab"));
}
