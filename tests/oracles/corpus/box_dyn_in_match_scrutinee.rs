//@ compiles
trait Shape {
    fn area(&self) -> u32;
}
struct Square(u32);
impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

fn make(n: u32) -> Box<dyn Shape> {
    Box::new(Square(n))
}

fn main() {
    let size = match make(3).area() {
        9 => {
            let other = make(1);
            other.area()
        }
        n => n,
    };
    println!("{size}");
}
