//@ error E0384
fn main() {
    let total = 0;
    for price in [3, 4, 5] {
        total += price; //~ E0384
    }
    println!("{total}");
}
