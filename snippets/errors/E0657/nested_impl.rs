//@ error E0657
trait Lend<'a> {
    type Out;
}

impl<'a> Lend<'a> for String {
    type Out = &'a str;
}

fn lender() -> impl for<'a> Lend<'a, Out = impl Sized + 'a> { //~ E0657
    String::from("one")
}

fn main() {
    lender();
}
