//@ compiles
//@ fixes reference_cloned
struct Badge {
    number: u32,
}

fn main() {
    let badge = &Badge { number: 7 };
    let spare = badge;
    println!("{}", spare.number);
}
