//@ error E0567 E0658
auto trait Safe<T> {} //~ E0567
//~| E0658

fn main() {}
