//@ compiles
//@ fixes guard_across_await
use std::sync::Mutex;

async fn pause() {}

async fn add(total: &Mutex<u32>) {
    *total.lock().unwrap() += 1;
    pause().await;
}

fn spawn<F: Future + Send>(_: F) {}

fn main() {
    spawn(add(&Mutex::new(1)));
}
