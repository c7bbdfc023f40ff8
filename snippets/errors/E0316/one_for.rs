//@ compiles
//@ fixes for_in_for
trait Joins<'a, 'b> {}

fn join<T>(_: T)
where
    for<'a, 'b> &'a T: Joins<'a, 'b>,
{
}

fn main() {}
