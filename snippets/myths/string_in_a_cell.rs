//@ compiles
use std::cell::Cell;

fn main() {
    let title = Cell::new(String::from("Blue"));
    let shared = &title;
    let old = shared.take();
    shared.set(old + " in Green");
    println!("{}", title.into_inner());
}
