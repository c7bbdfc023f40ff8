//@ compiles
struct Photo(&'static str);

impl Drop for Photo {
    fn drop(&mut self) {
        println!("{} deleted", self.0);
    }
}

fn print(photo: Box<Photo>) {
    println!("printing {}", photo.0);
}

fn main() {
    let beach = Box::new(Photo("beach"));
    let dunes = Box::new(Photo("dunes"));
    print(dunes);
    let shown = &beach;
    println!("showing {}", shown.0);
}
