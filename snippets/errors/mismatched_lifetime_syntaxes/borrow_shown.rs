//@ compiles
//@ fixes borrow_hidden
struct View<'a>(&'a str);

struct Text(String);

impl Text {
    fn view(&self) -> View<'_> {
        View(&self.0)
    }
}

fn main() {
    println!("{}", Text("one".into()).view().0);
}
