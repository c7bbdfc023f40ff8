//@ compiles
//@ fixes undeclared
fn stop(line: &str) -> &str {
    line.split(',').next().unwrap_or(line)
}

fn main() {
    println!("{}", stop("Harbour,7 min"));
}
