//@ compiles
//@ fixes nested_impl
trait Lend<'a> {
    type Out;
}

impl<'a> Lend<'a> for String {
    type Out = &'a str;
}

fn lender<'a>() -> impl Lend<'a, Out = impl Sized + 'a> {
    String::from("one")
}

fn main() {
    lender();
}
