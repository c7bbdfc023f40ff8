//@ error
fn main() {
    let mut log = String::new();
    let mut page = || &mut log; //~ ERROR captured variable cannot escape
    page().push_str("monday");
    println!("{log}");
}
