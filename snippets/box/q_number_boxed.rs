//@ compiles
fn main() {
    let weight = 250;
    let mut boxed = Box::new(weight);
    *boxed += 50;
    println!("{weight} {boxed}");
}
