//@ error E0499
fn main() {
    let mut names = vec!["Bo", "Ada"];
    let first = &mut names;
    let second = &mut names; //~ E0499
    first.sort();
    second.push("Cy");
    println!("{names:?}");
}
