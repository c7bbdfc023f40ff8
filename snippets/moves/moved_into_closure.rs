//@ error E0382
fn main() {
    let city = String::from("Lisbon");
    let greet = move || println!("Hello from {city}");
    greet();
    println!("leaving {city}"); //~ E0382
}
