//@ compiles
//@ fixes two_mutable_borrows
fn main() {
    let mut names = vec!["Bo", "Ada"];
    names.sort();
    names.push("Cy");
    println!("{names:?}");
}
