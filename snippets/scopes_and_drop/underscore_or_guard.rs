//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let _ = Hold("first lock");
    println!("is the first lock held here?");

    let _guard = Hold("second lock");
    println!("is the second lock held here?");

    let third = Hold("third lock");
    let _ = third;
    println!("and {}?", third.0);
}
