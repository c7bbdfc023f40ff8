//@ compiles
//@ fixes not_deduced
trait Tool {}

struct Two<'a, 'b, T: ?Sized + 'a + 'b> {
    one: &'a T,
    two: &'b T,
}

fn use_it<'a>(_tools: Two<'a, 'a, dyn Tool + 'a>) {}

fn main() {}
