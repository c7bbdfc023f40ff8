//@ compiles
struct View<'a>(&'a str);

struct Text(String);

impl Text {
    fn view(&self) -> View { //~ WARN mismatched_lifetime_syntaxes
        View(&self.0)
    }
}

fn main() {
    println!("{}", Text("one".into()).view().0);
}
