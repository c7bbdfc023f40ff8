//@ compiles
//@ fixes local_returned
fn greeting(name: &str, out: &mut String) {
    out.push_str("Hello, ");
    out.push_str(name);
}

fn main() {
    let mut text = String::new();
    greeting("Ada", &mut text);
    println!("{text}");
}
