//@ compiles
struct Buffer(&'static str);

impl Drop for Buffer {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

fn my_own_drop<T>(_value: T) {}

fn main() {
    let first = Buffer("first");
    let second = Buffer("second");
    drop(first);
    my_own_drop(second);
    println!("end of main");
}
