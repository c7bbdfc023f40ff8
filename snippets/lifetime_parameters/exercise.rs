//@ error E0106
//@ exercise allocs<=0
fn stop(line: &str, fallback: &str) -> &str { //~ E0106
    let first = line.split(',').next().unwrap_or("");
    if first.is_empty() { fallback } else { first }
}

fn main() {
    println!("{}", stop("Bern,Thun", "nowhere"));
    println!("{}", stop("", "nowhere"));
}
