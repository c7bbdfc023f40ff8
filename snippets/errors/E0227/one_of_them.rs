//@ compiles
//@ fixes ambiguous_object
trait A<'a>: 'a {}
trait B<'b>: 'b {}
trait Both<'a, 'b>: A<'a> + B<'b> {}

struct Holder<'a, 'b: 'a> {
    both: Box<dyn Both<'a, 'b> + 'b>,
}

fn main() {}
