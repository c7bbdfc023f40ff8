//@ error E0502
enum Shape { Circle(f64), Named(String) }
fn main() {
    let mut shape = Shape::Named("s".into());
    match &mut shape {
        Shape::Named(name) => {
            let old = describe(&shape);
            name.push_str(&old);
        }
        Shape::Circle(radius) => *radius += 1.0,
    }
}
fn describe(shape: &Shape) -> String { match shape { Shape::Circle(r) => r.to_string(), Shape::Named(n) => n.clone() } }
