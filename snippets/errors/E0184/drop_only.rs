//@ compiles
//@ fixes copy_and_drop
struct Handle(u32);

impl Drop for Handle {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let _handle = Handle(3);
}
