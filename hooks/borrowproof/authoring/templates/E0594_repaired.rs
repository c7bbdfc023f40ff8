//@ compiles
fn main() {
    let mut point = (1, 2);
    point.0 = 3;
    println!("{point:?}");
}
