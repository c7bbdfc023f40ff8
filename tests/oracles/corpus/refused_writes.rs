//@ error E0384 E0594 E0596
struct Point {
    x: i32,
    tags: Vec<String>,
}

fn shift(p: &Point) {
    p.x += 1;
    p.tags.clear();
}

fn main() {
    let n = 1;
    let p = Point { x: 1, tags: vec![] };
    shift(&p);
    n = 2;
    println!("{n}");
}
