//@ compiles
struct Timer(&'static str);

impl Drop for Timer {
    fn drop(&mut self) {
        println!("stop {}", self.0);
    }
}

fn start(name: &'static str) -> Timer {
    Timer(name)
}

fn main() {
    let _ = start("a");
    let _timer = start("b");
    start("c");
    _ = start("d");
    println!("work");
}
