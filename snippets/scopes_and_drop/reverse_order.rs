//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let _door = Hold("door");
    let _till = Hold("till");
    {
        let _lamp = Hold("lamp");
        println!("inner block ends");
    }
    println!("main ends");
}
