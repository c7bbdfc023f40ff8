//@ error E0716
fn main() {
    let r: &str = String::from("temp").as_str();
    println!("{r}");
}
