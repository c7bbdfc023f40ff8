//@ compiles
//@ fixes moved_into_closure
fn main() {
    let city = String::from("Lisbon");
    let greet = || println!("Hello from {city}");
    greet();
    println!("leaving {city}");
}
