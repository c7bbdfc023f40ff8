//@ error E0382
fn main() {
    let text = String::from("one");
    drop(text);
    println!("{text}"); //~ E0382
}
