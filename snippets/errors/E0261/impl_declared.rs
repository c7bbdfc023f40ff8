//@ compiles
//@ fixes impl_not_declared
struct Line<'a>(&'a str);

impl<'a> Line<'a> {
    fn text(&self) -> &'a str {
        self.0
    }
}

fn main() {
    println!("{}", Line("one").text());
}
