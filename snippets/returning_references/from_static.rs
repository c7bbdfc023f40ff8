//@ compiles
//@ fixes from_nowhere
fn default_title() -> &'static str {
    "Untitled"
}

fn main() {
    println!("{}", default_title());
}
