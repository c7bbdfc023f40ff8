//@ error
use std::sync::Mutex;

async fn pause() {}

async fn add(total: &Mutex<u32>) {
    let mut guard = total.lock().unwrap();
    pause().await;
    *guard += 1;
}

fn spawn<F: Future + Send>(_: F) {}

fn main() {
    spawn(add(&Mutex::new(1))); //~ ERROR future cannot be sent between threads safely
}
