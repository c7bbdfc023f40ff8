//@ compiles
#![warn(unused_mut)]

fn main() {
    let mut list = vec![1, 2]; //~ WARN unused_mut
    println!("{}", list.len());
}
