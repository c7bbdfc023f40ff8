//@ compiles
//@ fixes between_two_types
struct One<T>(T);
struct Other<T>(T);

impl<T> From<One<T>> for Other<T> {
    fn from(one: One<T>) -> Self {
        Other(one.0)
    }
}

fn main() {
    println!("{}", Other::from(One(3)).0);
}
