//@ compiles
//@ fixes pointer_to_temporary
fn main() {
    let text = String::from("soup");
    println!("{}", text.as_bytes()[0]);
}
