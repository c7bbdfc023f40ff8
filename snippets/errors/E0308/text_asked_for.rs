//@ compiles
//@ fixes text_for_string
fn greet(name: &str) {
    println!("Hello, {name}");
}

fn main() {
    greet("Ada");
    greet(&String::from("Bo"));
}
