//@ compiles
//@ fixes holds_a_parameter
trait Look<'a> {
    type Seen;
}

impl<'a, T: 'a> Look<'a> for T {
    type Seen = &'a T;
}

struct View<'a, T: 'a> {
    first: <T as Look<'a>>::Seen,
}

fn main() {
    println!("{}", View::<u32> { first: &3 }.first);
}
