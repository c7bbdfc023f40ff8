//@ error E0716
fn main() {
    let view = String::from("text").as_str(); //~ E0716
    println!("{view}");
}
