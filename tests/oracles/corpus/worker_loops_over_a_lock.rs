//@ compiles
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let jobs = Arc::new(Mutex::new(vec![1, 2, 3]));
    let mut handles = vec![];
    for _ in 0..2 {
        let jobs = Arc::clone(&jobs);
        handles.push(thread::spawn(move || {
            while let Some(job) = jobs.lock().unwrap().pop() {
                println!("{job}");
            }
            loop {
                let Some(job) = jobs.lock().unwrap().pop() else {
                    break;
                };
                println!("{job}");
            }
        }));
    }
    for handle in handles {
        handle.join().unwrap();
    }
}
