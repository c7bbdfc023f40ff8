//@ error E0596
use std::rc::Rc;

fn main() {
    let mut tags = Rc::new(vec!["jazz"]);
    let listed = Rc::clone(&tags);
    tags.push("1957"); //~ E0596
    println!("{listed:?}");
}
