//@ compiles
//@ misses exercise without leak
fn shout(name: &str) -> &str {
    name.to_uppercase().leak()
}

fn main() {
    println!("{}!", shout("ada"));
}
