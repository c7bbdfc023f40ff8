//@ compiles
//@ fixes read_while_borrowed
fn main() {
    let mut level = 3;
    let high = level > 2;
    let gauge = &mut level;
    *gauge += 1;
    println!("{high} {level}");
}
