//@ error
trait Seen<'a> {}

impl<'a, T: 'a> Seen<'a> for T {}

fn show<T: for<'a> Seen<'a>>(_: T) {}

fn pass<T>(it: T) {
    show(it); //~ ERROR `T` does not live long enough
}

fn main() {
    pass(3);
}
