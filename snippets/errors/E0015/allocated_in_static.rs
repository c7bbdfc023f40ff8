//@ error E0015
static NAME: String = String::from("Ada"); //~ E0015

fn main() {
    println!("{NAME}");
}
