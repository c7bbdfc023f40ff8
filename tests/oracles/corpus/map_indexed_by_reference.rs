//@ compiles
use std::collections::HashMap;
fn main() {
    let mut map: HashMap<String, Vec<i32>> = HashMap::new();
    let key = String::from("k");
    map.insert(key.clone(), vec![1]);
    let n = map[&key][0];
    let found = map["k"].as_slice();
    let row = &found[..1];
    let i = 0;
    let one = row[i];
    drop(key);
    println!("{n} {one} {}", map["k"].len());
}
