//@ error E0382
fn main() {
    let name = String::from("Ada");
    let greet = move || println!("Hello, {name}");
    greet();
    println!("{name}"); //~ E0382
}
