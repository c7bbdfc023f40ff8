//@ error E0373
fn adder(base: i32) -> impl Fn(i32) -> i32 {
    |n| n + base
}

fn main() {
    println!("{}", adder(2)(3));
}
