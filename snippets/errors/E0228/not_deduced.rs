//@ error E0228
trait Tool {}

struct Two<'a, 'b, T: ?Sized + 'a + 'b> {
    one: &'a T,
    two: &'b T,
}

fn use_it(_tools: Two<dyn Tool>) {} //~ E0228

fn main() {}
