//@ error E0502
fn main() {
    let mut total = 0;
    let mut add = |n: i32| total += n;
    add(2);
    println!("{total}"); //~ E0502
    add(3);
}
