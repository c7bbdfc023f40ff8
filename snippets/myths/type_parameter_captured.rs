//@ edition 2021
//@ error E0505
use std::fmt::Debug;

fn count<T: Debug>(of: T) -> impl Iterator<Item = usize> {
    let length = format!("{of:?}").len();
    0..length
}

fn main() {
    let name = String::from("Oslo");
    let numbers = count(&name);
    drop(name); //~ E0505
    println!("{}", numbers.count());
}
