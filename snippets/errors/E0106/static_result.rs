//@ compiles
//@ fixes nothing_to_borrow_from
fn name() -> &'static str {
    "Ada"
}

fn main() {
    println!("{}", name());
}
