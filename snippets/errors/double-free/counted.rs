//@ compiles
//@ fixes freed_twice
use std::rc::Rc;

fn main() {
    let text = Rc::new(String::from("lamp"));
    let second = Rc::clone(&text);
    println!("{}", text.len() + second.len());
}
