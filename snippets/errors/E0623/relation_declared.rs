//@ compiles
//@ fixes relation_not_declared
use std::marker::PhantomData;

trait Shorten<'a, 'b>: Sized {
    fn shorten(&'a self) -> &'b Self;
}

impl<'a: 'b, 'b, T> Shorten<'a, 'b> for T {
    fn shorten(&'a self) -> &'b T {
        self
    }
}

struct Proof<'a, 'b, T: Shorten<'a, 'b>>(PhantomData<(&'a T, &'b T)>);

fn cut<'a: 'b, 'b, T>(_: Proof<'a, 'b, T>) {}

fn main() {}
