//@ compiles
//@ fixes pointer_to_local
fn place() -> u32 {
    3
}

fn main() {
    println!("{}", place());
}
