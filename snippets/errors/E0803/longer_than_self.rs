//@ error E0803
trait Named<T> {
    fn name(&self) -> T;
}

struct Dog<'a> {
    name: &'a str,
}

impl<'a> Named<&str> for Dog<'a> {
    fn name(&self) -> &str { //~ E0803
        self.name
    }
}

fn main() {
    println!("{}", Dog { name: "Rex" }.name());
}
