//@ error E0621
//@ misses exercise compiles
fn stop<'a>(line: &'a str, fallback: &str) -> &'a str {
    let first = line.split(',').next().unwrap_or("");
    if first.is_empty() { fallback } else { first } //~ E0621
}

fn main() {
    println!("{}", stop("Bern,Thun", "nowhere"));
    println!("{}", stop("", "nowhere"));
}
