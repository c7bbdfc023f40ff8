//@ error E0508
fn main() {
    let names = [String::from("Ada"), String::from("Bo")];
    let first = names[0]; //~ E0508
    println!("{first}");
}
