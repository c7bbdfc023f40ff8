//@ error E0658 E0378
use std::ops::DispatchFromDyn; //~ E0658

struct Seat(u32);

impl DispatchFromDyn<Seat> for Seat {} //~ E0658
//~| E0378

fn main() {}
