//@ error E0596
fn main() {
    let list = Vec::new();
    list.push(1); //~ E0596
    println!("{list:?}");
}
