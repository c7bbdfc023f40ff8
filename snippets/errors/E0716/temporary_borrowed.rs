//@ error E0716
fn main() {
    let name: &str = String::from("Ada").as_str(); //~ E0716
    println!("{name}");
}
