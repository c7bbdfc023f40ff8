//@ compiles
//@ fixes assigned_while_borrowed
fn main() {
    let mut level = 3;
    let seen = &level;
    println!("{seen}");
    level = 4;
    println!("{level}");
}
