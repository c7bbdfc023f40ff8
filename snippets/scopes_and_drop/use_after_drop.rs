//@ error E0382
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let stock = Hold("stock lock");
    drop(stock);
    println!("{} is free", stock.0); //~ E0382
}
