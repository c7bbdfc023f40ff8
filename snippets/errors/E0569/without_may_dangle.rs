//@ compiles
//@ fixes may_dangle_without_unsafe
struct Bag<T>(Vec<T>);

impl<T> Drop for Bag<T> {
    fn drop(&mut self) {
        println!("{}", self.0.len());
    }
}

fn main() {
    let word = String::from("one");
    let _bag = Bag(vec![&word]);
}
