//@ compiles
//@ fixes map_read_then_changed
use std::collections::HashMap;

fn main() {
    let mut prices = HashMap::from([("tea", 3), ("cake", 5)]);
    let tea = prices["tea"];
    prices.insert("scone", tea);
    println!("{tea}");
}
