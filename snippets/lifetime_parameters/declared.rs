//@ compiles
//@ fixes undeclared
fn stop<'a>(line: &'a str) -> &'a str {
    line.split(',').next().unwrap_or(line)
}

fn main() {
    println!("{}", stop("Harbour,7 min"));
}
