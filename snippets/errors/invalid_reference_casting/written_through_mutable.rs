//@ compiles
//@ fixes written_through_shared
fn main() {
    let mut level = 3;
    let seen = &mut level;
    *seen = 4;
    println!("{level}");
}
