//@ compiles
//@ fixes longer_than_self
trait Named<T> {
    fn name(&self) -> T;
}

struct Dog<'a> {
    name: &'a str,
}

impl<'a> Named<&'a str> for Dog<'a> {
    fn name(&self) -> &'a str {
        self.name
    }
}

fn main() {
    println!("{}", Dog { name: "Rex" }.name());
}
