//@ compiles
//@ fixes local_returned
fn greeting(name: &str) -> &str {
    &name[..1]
}

fn main() {
    println!("{}", greeting("Ada"));
}
