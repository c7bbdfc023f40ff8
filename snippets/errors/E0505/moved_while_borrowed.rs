//@ error E0505
fn main() {
    let name = String::from("Ada");
    let short = &name[..1];
    drop(name); //~ E0505
    println!("{short}");
}
