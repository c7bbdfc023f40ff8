//@ compiles
use std::sync::Mutex;

async fn fetch(id: u32) -> String {
    format!("{id}")
}

async fn work(shared: &Mutex<Vec<String>>) {
    let first = fetch(1).await;
    let mut list = shared.lock().unwrap();
    list.push(first);
    let second = fetch(2).await;
    list.push(second);
}

fn main() {
    let m = Mutex::new(vec![]);
    let future = work(&m);
    drop(future);
}
