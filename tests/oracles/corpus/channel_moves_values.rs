//@ compiles
use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let second = sender.clone();
    let worker = thread::spawn(move || {
        for n in 0..2 {
            let message = format!("message {n}");
            sender.send(message).unwrap();
        }
    });
    worker.join().unwrap();
    second.send(String::from("last")).unwrap();
    drop(second);
    for message in receiver {
        println!("{message}");
    }
}
