//@ error E0502
//@ polonius compiles
use std::collections::HashMap;

fn cached<'m>(map: &'m mut HashMap<u32, String>, key: u32) -> &'m String {
    if let Some(found) = map.get(&key) {
        return found;
    }
    map.insert(key, key.to_string());
    &map[&key]
}

fn main() {
    let mut map = HashMap::new();
    println!("{}", cached(&mut map, 3));
}
