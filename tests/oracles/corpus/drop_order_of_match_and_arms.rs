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

fn main() {
    let _first = Noisy("first");
    match Noisy("scrutinee").size() {
        0 => println!("-none"),
        _ => {
            let _arm = Noisy("arm");
            println!("-in the arm");
        }
    }
    let kept = &Noisy("kept");
    let _ = Noisy("gone");
    if let 6 = Noisy("before").size() {
        let _then = Noisy("then");
    }
    println!("-{}", kept.size());
    let _last = Noisy("last");
}
