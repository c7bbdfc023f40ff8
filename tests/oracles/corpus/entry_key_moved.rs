//@ error E0382
use std::collections::BTreeMap;
fn main() {
    let mut ages = BTreeMap::new();
    let name = String::from("Ida");
    ages.entry(name).or_insert(30);
    println!("{name} {ages:?}");
}
