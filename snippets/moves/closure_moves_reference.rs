//@ compiles
//@ fixes moved_into_closure
fn main() {
    let city = String::from("Lisbon");
    let name = &city;
    let greet = move || println!("Hello from {name}");
    greet();
    println!("leaving {city}");
}
