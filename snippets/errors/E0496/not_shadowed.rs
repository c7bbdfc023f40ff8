//@ compiles
//@ fixes shadowed
struct Line<'a>(&'a str);

impl<'a> Line<'a> {
    fn with<'b>(&self, other: &'b str) -> &'b str {
        other
    }
}

fn main() {
    println!("{}{}", Line("one").with("two"), Line("one").0);
}
