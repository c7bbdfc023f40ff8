//@ error E0507
use std::rc::Rc;

fn main() {
    let shared = Rc::new(String::from("shared"));
    let other = Rc::clone(&shared);
    let owned = *shared;
    println!("{owned} {other}");
}
