//@ compiles
fn main() {
    let letter = Box::new(String::from("Dear Ada"));
    let text = *letter;
    println!("{text}");
}
