//@ error E0367
struct Note<T>(T);

impl<T: std::fmt::Display> Drop for Note<T> { //~ E0367
    fn drop(&mut self) {
        println!("burnt: {}", self.0);
    }
}

fn main() {
    let _note = Note("secret");
}
