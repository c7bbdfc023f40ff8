//@ compiles
//@ fixes local_returned
fn greeting(name: &str) -> String {
    format!("Hello, {name}")
}

fn main() {
    println!("{}", greeting("Ada"));
}
