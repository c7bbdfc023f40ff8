//@ compiles
//@ fixes for_every_lifetime
trait Seen<'a> {}

impl<'a, T: 'a> Seen<'a> for T {}

fn show<'a, T: Seen<'a>>(_: T) {}

fn pass<'a, T: 'a>(it: T) {
    show(it);
}

fn main() {
    pass(3);
}
