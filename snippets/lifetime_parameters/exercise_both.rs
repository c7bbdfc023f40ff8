//@ compiles
//@ fixes exercise
fn stop<'a>(line: &'a str, fallback: &'a str) -> &'a str {
    let first = line.split(',').next().unwrap_or("");
    if first.is_empty() { fallback } else { first }
}

fn main() {
    println!("{}", stop("Bern,Thun", "nowhere"));
    println!("{}", stop("", "nowhere"));
}
