//@ error E0227
trait A<'a>: 'a {}
trait B<'b>: 'b {}
trait Both<'a, 'b>: A<'a> + B<'b> {}

struct Holder<'a, 'b> {
    both: Box<dyn Both<'a, 'b>>, //~ E0227
}

fn main() {}
