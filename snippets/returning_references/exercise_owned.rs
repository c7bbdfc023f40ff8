//@ compiles
//@ fixes exercise
fn shout(name: &str) -> String {
    name.to_uppercase()
}

fn main() {
    println!("{}!", shout("ada"));
}
