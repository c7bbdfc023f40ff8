//@ compiles
use std::sync::RwLock;

fn look(cache: &RwLock<Vec<String>>) -> String {
    if let Some(hit) = cache.read().unwrap().first() {
        return hit.clone();
    } else {
        cache.write().unwrap().push("new".to_string());
    }
    String::from("miss")
}

fn main() {
    println!("{}", look(&RwLock::new(vec![])));
}
