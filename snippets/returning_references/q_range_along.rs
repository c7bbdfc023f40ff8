//@ compiles
//@ fixes q_moved_along
use std::ops::Range;

fn load() -> (String, Range<usize>) {
    let page = String::from("# Bread\nFlour.");
    let title = 2..7;
    (page, title)
}

fn main() {
    let (page, title) = load();
    println!("{}", &page[title]);
}
