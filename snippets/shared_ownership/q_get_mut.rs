//@ compiles
use std::rc::Rc;

fn main() {
    let mut tags = Rc::new(vec!["jazz"]);
    if let Some(list) = Rc::get_mut(&mut tags) {
        list.push("1957");
    }
    let listed = Rc::clone(&tags);
    println!("{:?}", Rc::get_mut(&mut tags));
    println!("{listed:?}");
}
