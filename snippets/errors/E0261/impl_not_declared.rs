//@ error E0261
struct Line<'a>(&'a str);

impl Line<'a> { //~ E0261
    fn text(&self) -> &'a str { //~ E0261
        self.0
    }
}

fn main() {
    println!("{}", Line("one").text());
}
