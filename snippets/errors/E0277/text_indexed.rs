//@ error E0277
fn main() {
    let word = String::from("rain");
    let first = word[0]; //~ E0277
    println!("{first}");
}
