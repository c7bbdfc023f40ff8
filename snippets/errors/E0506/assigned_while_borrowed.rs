//@ error E0506
fn main() {
    let mut level = 3;
    let seen = &level;
    level = 4; //~ E0506
    println!("{seen}");
}
