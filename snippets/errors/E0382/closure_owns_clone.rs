//@ compiles
//@ fixes moved_into_closure
fn main() {
    let name = String::from("Ada");
    let own = name.clone();
    let greet = move || println!("Hello, {own}");
    greet();
    println!("{name}");
}
