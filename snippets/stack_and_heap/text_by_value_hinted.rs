//@ error E0308
fn main() {
    let line = String::from("3 apples");
    let amount: &str = line[..1]; //~ E0308
    println!("{} is all we have", &amount);
}
