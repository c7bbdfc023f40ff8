//@ compiles
//@ fixes two_mutable
fn main() {
    let mut level = 3;
    let one = &mut level;
    *one += 1;
    let two = &mut level;
    *two += 1;
    println!("{level}");
}
