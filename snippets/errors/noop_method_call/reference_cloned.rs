//@ compiles
struct Badge {
    number: u32,
}

fn main() {
    let badge = &Badge { number: 7 };
    let spare = badge.clone(); //~ WARN noop_method_call
    println!("{}", spare.number);
}
