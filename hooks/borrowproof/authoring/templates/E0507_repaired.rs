//@ compiles
fn main() {
    let names = vec![String::from("Ada")];
    let view = &names;
    let first = &view[0];
    println!("{first}");
}
