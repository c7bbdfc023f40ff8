//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let coat = Hold("coat hook");
    std::mem::forget(coat);
    println!("main ends");
}
