//@ compiles
//@ fixes moved_while_borrowed
fn main() {
    let name = String::from("Ada");
    let short = name[..1].to_owned();
    drop(name);
    println!("{short}");
}
