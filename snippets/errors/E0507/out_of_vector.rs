//@ error E0507
fn main() {
    let names = vec![String::from("Ada"), String::from("Bo")];
    let first = names[0]; //~ E0507
    println!("{first}");
}
