//@ compiles
//@ fixes other_lifetimes
trait Show {
    fn show<'a, 'b: 'a>(one: &'a str, two: &'b str) -> &'a str;
}

struct Plain;

impl Show for Plain {
    fn show<'a, 'b: 'a>(one: &'a str, _: &'b str) -> &'a str {
        one
    }
}

fn main() {
    println!("{}", Plain::show("one", "two"));
}
