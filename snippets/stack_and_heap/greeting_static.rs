//@ error E0015
static GREETING: String = String::from("Welcome"); //~ E0015

fn main() {
    println!("{GREETING}, Ada");
}
