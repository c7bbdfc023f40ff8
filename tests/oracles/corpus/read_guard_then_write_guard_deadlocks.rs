//@ compiles no_run
use std::sync::RwLock;

fn grow(list: &RwLock<Vec<u32>>) {
    for n in list.read().unwrap().iter() {
        if *n > 1 {
            list.write().unwrap().push(0);
        }
    }
}

fn main() {
    grow(&RwLock::new(vec![2]));
}
