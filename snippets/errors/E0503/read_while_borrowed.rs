//@ error E0503
fn main() {
    let mut level = 3;
    let gauge = &mut level;
    let high = level > 2; //~ E0503
    *gauge += 1;
    println!("{high} {level}");
}
