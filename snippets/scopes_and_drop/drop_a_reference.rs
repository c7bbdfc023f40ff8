//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let stock = Hold("stock lock");
    drop(&stock); //~ WARN dropping_references
    println!("printing the report");
}
