//@ error E0384
fn main() {
    let line = String::from("first");
    let printed = line;
    line = String::from("second"); //~ E0384
    println!("{printed}, {line}");
}
