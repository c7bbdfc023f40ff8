//@ compiles
//@ fixes drop_for_one_type
struct Crate<T>(T);

impl<T> Drop for Crate<T> {
    fn drop(&mut self) {
        println!("emptied");
    }
}

fn main() {
    println!("{}", Crate("pears").0);
}
