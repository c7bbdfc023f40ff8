//@ compiles
//@ fixes read_while_borrowed
fn main() {
    let mut level = 3;
    let gauge = &mut level;
    let high = *gauge > 2;
    *gauge += 1;
    println!("{high} {level}");
}
