//@ compiles
struct Buffer(&'static str);

impl Drop for Buffer {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

fn main() {
    let input = Buffer("input");
    println!("last use of {}", input.0);
    println!("still in main");
}
