//@ compiles
//@ fixes moved_into_closure
fn main() {
    let name = String::from("Ada");
    let greet = || println!("Hello, {name}");
    greet();
    println!("{name}");
}
