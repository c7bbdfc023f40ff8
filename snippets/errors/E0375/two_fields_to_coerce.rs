//@ error E0658 E0375
use std::ops::CoerceUnsized; //~ E0658

struct Two<T: ?Sized, U: ?Sized>(*const T, *const U);

impl<T, U> CoerceUnsized<Two<U, T>> for Two<T, U> {} //~ E0658
//~| E0375

fn main() {}
