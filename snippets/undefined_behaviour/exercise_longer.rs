//@ compiles
//@ fixes exercise
fn main() {
    let words = ["one", "two"];
    let last = &words[1];
    println!("{last}");
}
