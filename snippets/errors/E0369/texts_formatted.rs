//@ compiles
//@ fixes texts_added
fn main() {
    let first = "rain";
    let second = "bow";
    println!("{}", format!("{first}{second}"));
}
