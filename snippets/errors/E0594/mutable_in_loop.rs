//@ compiles
//@ fixes shared_in_loop
fn main() {
    let mut prices = vec![10, 20];
    for price in prices.iter_mut() {
        *price += 1;
    }
    println!("{prices:?}");
}
