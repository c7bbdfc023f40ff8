//@ error E0499
fn main() {
    let mut total = 0;
    let mut add = |n: i32| total += n;
    let mut take = |n: i32| total -= n;
    add(3);
    take(1);
    println!("{total}");
}
