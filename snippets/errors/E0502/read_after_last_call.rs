//@ compiles
//@ fixes closure_changes_it
fn main() {
    let mut total = 0;
    let mut add = |n: i32| total += n;
    add(2);
    add(3);
    println!("{total}");
}
