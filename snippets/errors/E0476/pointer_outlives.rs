//@ error E0658 E0119 E0476
use std::marker::Unsize; //~ E0658
use std::ops::CoerceUnsized; //~ E0658

struct Held<T>(T);

impl<'a, 'b, T, S> CoerceUnsized<&'a Held<T>> for &'b Held<S> where //~ E0658
//~| E0119
//~| E0476
    S: Unsize<T> //~ E0658
{
}

fn main() {}
