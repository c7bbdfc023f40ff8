//@ panics
use std::cell::RefCell;
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
fn main() {
    let _n = Noisy("n");
    let c = RefCell::new(5);
    let r = c.borrow_mut();
    let w = c.borrow_mut();
    println!("{} {}", r, w);
}
