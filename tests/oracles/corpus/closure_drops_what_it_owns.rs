//@ compiles
use std::sync::mpsc;
use std::thread;

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let kept = Noisy("kept");
    let spent = Noisy("spent");
    let once = move || {
        println!("{}", kept.0.len());
        let inner = spent;
        println!("{}", inner.0);
    };
    once();
    let (sender, receiver) = mpsc::channel();
    let text = String::from("sent");
    let worker = thread::spawn(move || sender.send(text).is_ok());
    println!("{:?} {:?}", receiver.recv(), worker.join());
    let whole = Noisy("whole");
    let unused = move || {
        let _all = &whole;
    };
    unused();
    println!("end");
}
