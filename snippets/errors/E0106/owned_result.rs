//@ compiles
//@ fixes result_without_lifetime
fn longer(a: &str, b: &str) -> String {
    if a.len() > b.len() { a.into() } else { b.into() }
}

fn main() {
    println!("{}", longer("rain", "sun"));
}
