//@ error E0309
trait Look<'a> {
    type Seen;
}

impl<'a, T: 'a> Look<'a> for T {
    type Seen = &'a T;
}

fn see<'a, T>(it: &'a [T]) -> Option<<T as Look<'a>>::Seen> {
    it.first()
}

struct View<'a, T> {
    first: <T as Look<'a>>::Seen, //~ E0309
    //~| E0309
}

fn main() {}
