//@ compiles
//@ fixes asks_for_more
use std::cell::Cell;

trait Gauge {
    fn read(&self) -> u32;
}

struct Counter(Cell<u32>);

impl Gauge for Counter {
    fn read(&self) -> u32 {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

fn main() {
    println!("{}", Counter(Cell::new(1)).read());
}
