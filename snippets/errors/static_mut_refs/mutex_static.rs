//@ compiles
//@ fixes reference_to_static
use std::sync::Mutex;

static SOLD: Mutex<u32> = Mutex::new(0);

fn main() {
    *SOLD.lock().unwrap() += 1;
    println!("{}", SOLD.lock().unwrap());
}
