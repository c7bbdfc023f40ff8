//@ error E0106
fn default_title() -> &str { //~ E0106
    "Untitled"
}

fn main() {
    println!("{}", default_title());
}
