//@ error E0382
fn main() {
    let word = String::from("move");
    let bytes = word.into_bytes();
    println!("{} has {} bytes", word, bytes.len()); //~ E0382
}
