//@ compiles
//@ fixes q_refilled_without_mut
fn main() {
    let mut line = String::from("first");
    let printed = line;
    line = String::from("second");
    println!("{printed}, {line}");
}
