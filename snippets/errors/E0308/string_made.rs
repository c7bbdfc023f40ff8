//@ compiles
//@ fixes text_for_string
fn greet(name: String) {
    println!("Hello, {name}");
}

fn main() {
    greet("Ada".to_string());
}
