//@ compiles
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};

fn worker(jobs: Arc<Mutex<Receiver<u32>>>) {
    while let Ok(job) = jobs.lock().unwrap().recv() {
        println!("{job}");
        println!("still locked");
    }
}

fn main() {
    let (_, receiver) = std::sync::mpsc::channel();
    worker(Arc::new(Mutex::new(receiver)));
}
