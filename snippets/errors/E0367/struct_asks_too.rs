//@ compiles
//@ fixes drop_asks_more
struct Note<T: std::fmt::Display>(T);

impl<T: std::fmt::Display> Drop for Note<T> {
    fn drop(&mut self) {
        println!("burnt: {}", self.0);
    }
}

fn main() {
    let _note = Note("secret");
}
