//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let till = Hold("till");
    let door = Hold("door");
    {
        let counted = till;
        println!("counting the {}", counted.0);
    }
    println!("locking the {}", door.0);
}
