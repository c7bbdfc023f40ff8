//@ compiles
//@ fixes literal_for_string_ref
fn greet(name: &str) {
    println!("welcome, {name}");
}

fn main() {
    let regular = String::from("Ada");
    greet(&regular);
    greet("Grace");
}
