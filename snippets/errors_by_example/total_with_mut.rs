//@ compiles
//@ fixes total_without_mut
fn main() {
    let mut total = 0;
    for price in [3, 4, 5] {
        total += price;
    }
    println!("{total}");
}
