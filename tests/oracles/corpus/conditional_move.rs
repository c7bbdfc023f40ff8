//@ compiles
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
fn run(give: bool) {
    let x = Noisy("x");
    let y;
    if give {
        drop(x);
        y = Noisy("y1");
    } else {
        y = Noisy("y2");
    }
    println!("end {}", y.0);
}
fn main() {
    run(true);
    run(false);
}
