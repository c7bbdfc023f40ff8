//@ error E0594
fn main() {
    let total = 0;
    let mut add = |n: i32| total += n;
    add(1);
    println!("{total}");
}
