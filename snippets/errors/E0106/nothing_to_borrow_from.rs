//@ error E0106
fn name() -> &str { //~ E0106
    "Ada"
}

fn main() {
    println!("{}", name());
}
