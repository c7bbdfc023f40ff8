//@ compiles
fn main() {
    let mut number = 1;
    let view = &number;
    println!("{view}");
    number = 2;
    println!("{number}");
}
