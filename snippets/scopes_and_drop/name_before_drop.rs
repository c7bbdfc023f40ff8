//@ compiles
//@ fixes use_after_drop
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let stock = Hold("stock lock");
    let name = stock.0;
    drop(stock);
    println!("{name} is free");
}
