//@ error E0508
fn main() {
    let pair = [String::from("Ada"), String::from("Bob")];
    let first = pair[0]; //~ E0508
    println!("{first}");
}
