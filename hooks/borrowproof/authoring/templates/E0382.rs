//@ error E0382
fn main() {
    let first = String::from("text");
    let second = first;
    println!("{first} {second}"); //~ E0382
}
