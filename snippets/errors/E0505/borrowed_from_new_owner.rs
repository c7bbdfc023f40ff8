//@ compiles
//@ fixes pushed_while_borrowed
fn main() {
    let mut names = Vec::new();
    let name = String::from("Ada");
    names.push(name);
    let first = &names[0];
    println!("{first}");
}
