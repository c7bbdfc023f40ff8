//@ compiles
//@ fixes from_nowhere
fn default_title() -> String {
    String::from("Untitled")
}

fn main() {
    println!("{}", default_title());
}
