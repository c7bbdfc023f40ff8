//@ compiles
//@ fixes mutable_constant
use std::sync::Mutex;

static SCRATCH: Mutex<u32> = Mutex::new(3);

fn main() {
    *SCRATCH.lock().unwrap() = 4;
    println!("{}", SCRATCH.lock().unwrap());
}
