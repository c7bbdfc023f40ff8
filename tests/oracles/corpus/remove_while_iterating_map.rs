//@ error E0502
use std::collections::HashMap;

fn main() {
    let mut ages: HashMap<String, u32> = HashMap::new();
    ages.insert("a".to_string(), 1);
    for (name, age) in &ages {
        if *age > 3 {
            ages.remove(name);
        }
    }
}
