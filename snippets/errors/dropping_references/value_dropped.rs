//@ compiles
//@ fixes reference_dropped
fn main() {
    let text = String::from("one");
    println!("{text}");
    drop(text);
}
