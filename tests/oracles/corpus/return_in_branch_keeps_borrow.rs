//@ error E0382 E0499 E0502
use std::collections::HashMap;

struct Cache {
    map: HashMap<String, String>,
    hits: u32,
}

impl Cache {
    fn get(&mut self, key: &str) -> &String {
        if let Some(value) = self.map.get(key) {
            self.hits += 1;
            return value;
        }
        self.map.insert(key.to_string(), key.to_uppercase());
        &self.map[key]
    }

    fn prune(&mut self) {
        for (key, value) in &self.map {
            if value.is_empty() {
                self.map.remove(key);
            }
        }
    }

    fn take(mut self) -> HashMap<String, String> {
        let map = self.map;
        self.prune();
        map
    }
}

fn main() {
    let mut cache = Cache { map: HashMap::new(), hits: 0 };
    let a = cache.get("a");
    let b = cache.get("b");
    println!("{a} {b}");
    println!("{}", cache.take().len());
}
