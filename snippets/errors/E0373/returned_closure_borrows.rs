//@ error E0373
fn adder(step: u32) -> impl Fn(u32) -> u32 {
    |n| n + step //~ E0373
}

fn main() {
    println!("{}", adder(2)(3));
}
