//@ error E0505
fn main() {
    let mut names = Vec::new();
    let name = String::from("Ada");
    let first = &name;
    names.push(name); //~ E0505
    println!("{first}");
}
