//@ compiles
fn main() {
    let mut number = 1;
    println!("{number}");
    number = 2;
    println!("{number}");
}
