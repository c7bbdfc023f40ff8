//@ compiles
//@ fixes returned_closure_borrows
fn adder(step: u32) -> impl Fn(u32) -> u32 {
    move |n| n + step
}

fn main() {
    println!("{}", adder(2)(3));
}
