//@ compiles
trait Shape {
    fn area(&self) -> f64;
}
struct Circle {
    r: f64,
}
struct Rect {
    w: f64,
    h: f64,
}
impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.r * self.r
    }
}
impl Shape for Rect {
    fn area(&self) -> f64 {
        self.w * self.h
    }
}
enum Item {
    Empty,
    Drawn { shape: Box<dyn Shape>, z: u8 },
}

fn main() {
    let shapes: Vec<Box<dyn Shape>> = vec![
        Box::new(Circle { r: 1.0 }),
        Box::new(Rect { w: 2.0, h: 3.0 }),
    ];
    let mut total = 0.0;
    for s in &shapes {
        total += s.area();
    }
    let a = Item::Drawn { shape: Box::new(Circle { r: 2.0 }), z: 7 };
    let b = Item::Empty;
    for item in [&a, &b] {
        if let Item::Drawn { shape, z } = item {
            println!("{} {z}", shape.area());
        }
    }
    println!("{total}");
}
