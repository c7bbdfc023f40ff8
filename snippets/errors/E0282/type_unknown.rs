//@ error E0282
fn main() {
    let list = Vec::new(); //~ E0282
    println!("{}", list.len());
}
