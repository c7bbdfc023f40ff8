//@ error E0502
fn main() {
    let mut log = vec![String::from("start")];
    let mut record = |line: &str| log.push(line.to_string());
    record("one");
    println!("{}", log.len());
    record("two");
}
