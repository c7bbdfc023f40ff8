//@ error E0369
fn main() {
    let first = "rain";
    let second = "bow";
    println!("{}", first + second); //~ E0369
}
