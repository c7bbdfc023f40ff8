//@ compiles
#[derive(Clone, Copy, Debug)]
struct Point {
    x: i32,
    y: i32,
}

fn shift(mut point: Point) -> Point {
    point.x += 10;
    point
}

fn main() {
    let start = Point { x: 1, y: 2 };
    let end = shift(start);
    println!("{start:?} to {end:?}");
}
