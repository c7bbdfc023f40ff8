//@ compiles
use std::collections::HashMap;
use std::sync::Mutex;

struct Cache {
    hits: Mutex<HashMap<String, u32>>,
}

impl Cache {
    fn count(&self, key: &str) -> u32 {
        match self.hits.lock().unwrap().get_mut(key) {
            Some(hits) => {
                *hits += 1;
                *hits
            }
            None => 0,
        }
    }

    fn total(&self) -> u32 {
        let mut sum = 0;
        for hits in self.hits.lock().unwrap().values() {
            sum += hits;
        }
        sum
    }
}

fn main() {
    let cache = Cache { hits: Mutex::new(HashMap::from([("a".to_string(), 1)])) };
    println!("{} {}", cache.count("a"), cache.total());
}
