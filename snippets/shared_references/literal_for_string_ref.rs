//@ error E0308
fn greet(name: &String) {
    println!("welcome, {name}");
}

fn main() {
    let regular = String::from("Ada");
    greet(&regular);
    greet("Grace"); //~ E0308
}
