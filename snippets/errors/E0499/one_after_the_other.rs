//@ compiles
//@ fixes two_mutable_borrows
fn main() {
    let mut names = vec!["Bo", "Ada"];
    let first = &mut names;
    first.sort();
    let second = &mut names;
    second.push("Cy");
    println!("{names:?}");
}
