//@ compiles
//@ fixes pointer_to_local
fn place() -> Box<u32> {
    Box::new(3)
}

fn main() {
    println!("{}", place());
}
