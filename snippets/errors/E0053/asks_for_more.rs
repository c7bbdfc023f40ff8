//@ error E0053
trait Gauge {
    fn read(&self) -> u32;
}

struct Counter(u32);

impl Gauge for Counter {
    fn read(&mut self) -> u32 { //~ E0053
        self.0 += 1;
        self.0
    }
}

fn main() {}
