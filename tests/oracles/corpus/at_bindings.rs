//@ compiles
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Dot(u8),
    Named { name: String, sides: u32 },
}

fn describe(shape: &Shape) -> String {
    match shape {
        whole @ Shape::Dot(1..=9) => format!("small {whole:?}"),
        Shape::Dot(n) => format!("dot {n}"),
        named @ Shape::Named { name, sides: 3 } => format!("{name} {named:?}"),
        Shape::Named { name, .. } => name.clone(),
    }
}

fn main() {
    let numbers = vec![1, 2, 3, 4];
    if let [first, middle @ .., last] = &numbers[..] {
        println!("{first} {middle:?} {last}");
    }
    let copied @ (a, b) = (1, 2);
    println!("{copied:?} {a} {b}");
    println!("{}", describe(&Shape::Dot(3)));
    println!("{}", describe(&Shape::Named { name: String::from("tri"), sides: 3 }));
}
