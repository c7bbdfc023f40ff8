//@ compiles
//@ heap allocs=0
//@ fixes greeting_static
static GREETING: &str = "Welcome";

fn main() {
    println!("{GREETING}, Ada");
}
