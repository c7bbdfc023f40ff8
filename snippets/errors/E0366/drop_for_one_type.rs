//@ error E0366
struct Crate<T>(T);

impl Drop for Crate<u32> { //~ E0366
    fn drop(&mut self) {
        println!("emptied");
    }
}

fn main() {
    println!("{}", Crate("pears").0);
}
