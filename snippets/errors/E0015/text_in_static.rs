//@ compiles
//@ fixes allocated_in_static
static NAME: &str = "Ada";

fn main() {
    println!("{NAME}");
}
