//@ error E0316
trait Joins<'a, 'b> {}

fn join<T>(_: T)
where
    for<'a> &'a T: for<'b> Joins<'a, 'b>, //~ E0316
{
}

fn main() {}
