//@ panics
fn main() {
    let word = "Zürich";
    println!("{}", &word[..2]);
}
