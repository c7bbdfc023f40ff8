//@ compiles
struct Lock(&'static str);

impl Drop for Lock {
    fn drop(&mut self) {
        println!("unlock {}", self.0);
    }
}

fn main() {
    let _ = Lock("a");
    let _b = Lock("b");
    let kept = &Lock("c");
    println!("{}", kept.0);
    let _d = Lock("d");
}
