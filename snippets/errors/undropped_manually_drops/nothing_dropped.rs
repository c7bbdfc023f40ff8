//@ error
use std::mem::ManuallyDrop;

fn main() {
    let text = ManuallyDrop::new(String::from("one"));
    drop(text); //~ ERROR undropped_manually_drops
}
