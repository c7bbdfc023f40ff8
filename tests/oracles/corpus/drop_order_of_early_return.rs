//@ compiles
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

fn leave(early: bool) -> usize {
    let _a = Noisy("a");
    let Some(n) = Some(3).filter(|_| !early) else {
        let _why = Noisy("why");
        return 0;
    };
    let _b = Noisy("b");
    n
}

fn main() {
    leave(true);
    leave(false);
}
