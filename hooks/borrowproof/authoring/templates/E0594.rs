//@ error E0594
fn main() {
    let point = (1, 2);
    point.0 = 3; //~ E0594
    println!("{point:?}");
}
