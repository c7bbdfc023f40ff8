//@ error E0184
#[derive(Clone, Copy)]
struct Handle(u32); //~ E0184

impl Drop for Handle {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let _handle = Handle(3);
}
