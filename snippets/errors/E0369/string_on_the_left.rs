//@ compiles
//@ fixes texts_added
fn main() {
    let first = String::from("rain");
    let second = "bow";
    println!("{}", first + second);
}
