//@ compiles
//@ fixes method_in_auto
trait Safe {
    fn check(&self) {}
}

impl<T: Send> Safe for T {}

fn main() {
    3.check();
}
