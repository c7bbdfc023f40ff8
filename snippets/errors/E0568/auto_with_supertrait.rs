//@ error E0568 E0658
auto trait Safe: Copy {} //~ E0568
//~| E0658

fn main() {}
