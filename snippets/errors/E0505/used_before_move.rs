//@ compiles
//@ fixes moved_while_borrowed
fn main() {
    let name = String::from("Ada");
    let short = &name[..1];
    println!("{short}");
    drop(name);
}
