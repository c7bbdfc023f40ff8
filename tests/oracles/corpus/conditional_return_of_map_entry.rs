//@ error E0499
//@ polonius compiles
use std::collections::HashMap;

fn get<'a>(map: &'a mut HashMap<u32, String>, key: u32) -> &'a mut String {
    match map.get_mut(&key) {
        Some(value) => value,
        None => {
            map.insert(key, String::new());
            map.get_mut(&key).unwrap()
        }
    }
}

fn main() {
    let mut map = HashMap::new();
    get(&mut map, 1).push('x');
    println!("{map:?}");
}
