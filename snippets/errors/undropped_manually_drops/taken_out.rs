//@ compiles
//@ fixes nothing_dropped
use std::mem::ManuallyDrop;

fn main() {
    let text = ManuallyDrop::new(String::from("one"));
    drop(ManuallyDrop::into_inner(text));
    println!("freed");
}
