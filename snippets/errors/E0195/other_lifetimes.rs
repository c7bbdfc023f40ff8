//@ error E0195
trait Show {
    fn show<'a, 'b: 'a>(one: &'a str, two: &'b str) -> &'a str;
}

struct Plain;

impl Show for Plain {
    fn show<'a, 'b>(one: &'a str, _: &'b str) -> &'a str { //~ E0195
        one
    }
}

fn main() {
    println!("{}", Plain::show("one", "two"));
}
