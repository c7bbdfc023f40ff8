//@ compiles
use std::sync::Mutex;

struct Counter {
    value: Mutex<i32>,
}

impl Counter {
    fn bump(&self) -> i32 {
        match *self.value.lock().unwrap() {
            0 => {
                println!("first");
                self.reset();
                1
            }
            n => n + 1,
        }
    }

    fn reset(&self) {
        *self.value.lock().unwrap() = 0;
    }
}

fn main() {
    let c = Counter { value: Mutex::new(2) };
    println!("{}", c.bump());
}
