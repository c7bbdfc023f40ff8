//@ error E0040
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let stock = Hold("stock lock");
    println!("counting");
    stock.drop(); //~ E0040
    println!("printing the report");
}
