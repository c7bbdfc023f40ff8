//@ error E0658 E0377
use std::ops::CoerceUnsized; //~ E0658

struct One<T>(T);
struct Other<T>(T);

impl<T, U> CoerceUnsized<Other<U>> for One<T> //~ E0658
//~| E0377
where
    T: CoerceUnsized<U>, //~ E0658
{
}

fn main() {}
