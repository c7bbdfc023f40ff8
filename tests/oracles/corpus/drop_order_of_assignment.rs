//@ compiles
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

fn main() {
    let mut slot = Noisy("one");
    println!("-assign");
    slot = Noisy("two");
    _ = Noisy("nowhere");
    let parts = (Noisy("left"), Noisy("right"));
    let (left, _) = parts;
    drop(left);
    println!("-{}", slot.0);
}
