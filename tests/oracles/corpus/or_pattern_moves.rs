//@ compiles
enum Shape {
    Circle(String, f64),
    Square(String, f64),
    Named { name: String },
    Nothing,
}

fn name(shape: Shape) -> String {
    match shape {
        Shape::Circle(name, _) | Shape::Square(name, _) => name,
        Shape::Named { name } if name.is_empty() => "none".to_string(),
        Shape::Named { name } => name,
        Shape::Nothing => unreachable!(),
    }
}

fn main() {
    println!("{}", name(Shape::Circle("c".into(), 1.0)));
}
