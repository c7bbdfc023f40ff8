//@ error E0623
use std::marker::PhantomData;

trait Shorten<'a, 'b>: Sized {
    fn shorten(&'a self) -> &'b Self;
}

impl<'a: 'b, 'b, T> Shorten<'a, 'b> for T {
    fn shorten(&'a self) -> &'b T {
        self
    }
}

struct Proof<'a, 'b, T: Shorten<'a, 'b>>(PhantomData<&'a &'b T>);

fn cut<'a, 'b, T>(_: Proof<'a, 'b, T>) {} //~ E0623

fn main() {}
