//@ compiles
//@ fixes both_write
use std::sync::Mutex;
use std::thread;

static SOLD: Mutex<u32> = Mutex::new(0);

fn main() {
    let work = thread::spawn(|| *SOLD.lock().unwrap() += 1);
    *SOLD.lock().unwrap() += 1;
    work.join().unwrap();
    println!("{}", SOLD.lock().unwrap());
}
