//@ error E0726
struct Line<'a>(&'a str);

impl Line { //~ E0726
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Line("one").show();
}
