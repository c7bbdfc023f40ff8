//@ compiles
use std::fmt::Display;
use std::rc::Rc;

fn loudest<'a>(things: &[&'a dyn Display]) -> &'a dyn Display {
    let mut best = things[0];
    for thing in things {
        if thing.to_string().len() > best.to_string().len() {
            best = *thing;
        }
    }
    best
}

fn main() {
    let number = 12345;
    let text = String::from("abc");
    let found = loudest(&[&number, &text]);
    println!("{found}");
    let shared: Rc<dyn Display> = Rc::new(text);
    let again = Rc::clone(&shared);
    drop(shared);
    println!("{again} {}", Rc::strong_count(&again));
}
