//@ error E0658 E0328
use std::marker::Unsize; //~ E0658

struct Seat;

impl<T> Unsize<T> for Seat {} //~ E0658
//~| E0328

fn main() {}
