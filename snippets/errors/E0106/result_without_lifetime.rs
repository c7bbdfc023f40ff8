//@ error E0106
fn longer(a: &str, b: &str) -> &str { //~ E0106
    if a.len() > b.len() { a } else { b }
}

fn main() {
    println!("{}", longer("rain", "sun"));
}
