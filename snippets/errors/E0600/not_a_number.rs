//@ error E0600
fn main() {
    let text = "off";
    println!("{}", !text); //~ E0600
}
