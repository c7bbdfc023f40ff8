//@ error E0614
fn main() {
    let prices = vec![3, 4, 5];
    for price in prices {
        println!("{}", *price + 1); //~ E0614
    }
}
