//@ error E0658 E0802
use std::marker::CoercePointee; //~ E0658

#[derive(CoercePointee)] //~ E0658
//~| E0802
#[repr(transparent)]
struct Place(*const u32);

fn main() {}
