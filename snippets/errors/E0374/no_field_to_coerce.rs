//@ error E0658 E0374
use std::marker::PhantomData;
use std::ops::CoerceUnsized; //~ E0658

struct Mark<T: ?Sized>(PhantomData<T>);

impl<T, U> CoerceUnsized<Mark<U>> for Mark<T> //~ E0658
//~| E0374
where
    T: CoerceUnsized<U>, //~ E0658
{
}

fn main() {}
