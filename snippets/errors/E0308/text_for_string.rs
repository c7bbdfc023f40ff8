//@ error E0308
fn greet(name: String) {
    println!("Hello, {name}");
}

fn main() {
    greet("Ada"); //~ E0308
}
