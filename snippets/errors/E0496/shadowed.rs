//@ error E0496
struct Line<'a>(&'a str);

impl<'a> Line<'a> {
    fn with<'a>(&self, other: &'a str) -> &'a str { //~ E0496
        other
    }
}

fn main() {
    println!("{}", Line("one").with("two"));
}
