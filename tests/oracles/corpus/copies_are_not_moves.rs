//@ compiles
#[derive(Clone, Copy, Debug)]
struct Spot {
    x: i32,
    y: i32,
}

fn shift(mut spot: Spot, by: i32) -> Spot {
    spot.x += by;
    spot
}

fn main() {
    let spot = Spot { x: 1, y: 2 };
    let other = spot;
    let moved = shift(spot, 5);
    let shared = &spot;
    let again = shared;
    println!("{spot:?} {other:?} {moved:?} {} {}", shared.x, again.y);
    let pick = |s: Spot| s.x + spot.y;
    println!("{} {}", pick(moved), pick(spot));
    let function: fn(Spot, i32) -> Spot = shift;
    let same = function;
    println!("{:?} {:?}", function(other, 1), same(other, 2));
}
