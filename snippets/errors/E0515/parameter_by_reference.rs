//@ compiles
//@ fixes parameter_by_value
fn trimmed(line: &str) -> &str {
    line.trim()
}

fn main() {
    println!("{}", trimmed(" a "));
}
