//@ compiles
use std::rc::Rc;

fn main() {
    let map = Rc::new("treasure");
    println!("{} owner", Rc::strong_count(&map));
    let second_owner = Rc::clone(&map);
    println!("{} owners", Rc::strong_count(&map));
    println!("one value: {}", Rc::ptr_eq(&map, &second_owner));
}
