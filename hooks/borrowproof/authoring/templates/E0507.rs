//@ error E0507
fn main() {
    let names = vec![String::from("Ada")];
    let view = &names;
    let first = view[0]; //~ E0507
    println!("{first}");
}
