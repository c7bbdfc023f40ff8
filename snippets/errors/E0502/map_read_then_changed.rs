//@ error E0502
use std::collections::HashMap;

fn main() {
    let mut prices = HashMap::from([("tea", 3), ("cake", 5)]);
    let tea = prices.get("tea").unwrap();
    prices.insert("scone", *tea); //~ E0502
    println!("{tea}");
}
