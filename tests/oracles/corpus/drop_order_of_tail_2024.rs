//@ compiles
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}
impl Noisy {
    fn size(&self) -> usize {
        self.0.len()
    }
}

fn measure() -> usize {
    let _local = Noisy("local");
    Noisy("in the tail").size()
}

fn main() {
    let _outer = Noisy("outer");
    println!("-{}", measure());
    let _inner = Noisy("inner");
}
