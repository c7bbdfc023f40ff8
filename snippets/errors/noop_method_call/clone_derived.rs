//@ compiles
//@ fixes reference_cloned
#[derive(Clone)]
struct Badge {
    number: u32,
}

fn main() {
    let badge = &Badge { number: 7 };
    let spare = badge.clone();
    println!("{}", spare.number);
}
