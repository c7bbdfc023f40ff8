//@ compiles
//@ fixes drop_by_hand
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    {
        let _stock = Hold("stock lock");
        println!("counting");
    }
    println!("printing the report");
}
