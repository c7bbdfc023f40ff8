//@ compiles
//@ fixes auto_with_parameter
trait Safe<T> {}

impl<T, U: Send> Safe<T> for U {}

fn check(_: impl Safe<u32>) {}

fn main() {
    check(3);
}
