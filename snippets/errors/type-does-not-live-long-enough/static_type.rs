//@ compiles
//@ fixes for_every_lifetime
trait Seen<'a> {}

impl<'a, T: 'a> Seen<'a> for T {}

fn show<T: for<'a> Seen<'a>>(_: T) {}

fn pass<T: 'static>(it: T) {
    show(it);
}

fn main() {
    pass(3);
}
