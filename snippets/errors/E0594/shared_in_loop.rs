//@ error E0594
fn main() {
    let prices = vec![10, 20];
    for price in prices.iter() {
        *price += 1; //~ E0594
    }
    println!("{prices:?}");
}
