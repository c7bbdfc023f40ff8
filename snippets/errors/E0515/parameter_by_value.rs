//@ error E0515
fn trimmed(line: String) -> &'static str {
    line.trim() //~ E0515
}

fn main() {
    println!("{}", trimmed(" a ".into()));
}
