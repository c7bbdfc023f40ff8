//@ compiles
//@ fixes hidden_in_impl
struct Line<'a>(&'a str);

impl Line<'_> {
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Line("one").show();
}
