//@ error E0040
struct Buffer;

impl Drop for Buffer {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    let buffer = Buffer;
    buffer.drop(); //~ E0040
}
