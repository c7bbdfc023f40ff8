//@ compiles
struct Point {
    x: i32,
    label: String,
}

fn main() {
    let mut point = Point { x: 1, label: String::from("p") };
    let Point { ref mut x, ref label } = point;
    *x += label.len() as i32;
    println!("{label} {x}");
    let ref alias = point;
    println!("{}", alias.x);
    let mut pair = (String::from("l"), String::from("r"));
    let (ref left, ref mut right) = pair;
    right.push_str(left);
    println!("{pair:?}");
}
