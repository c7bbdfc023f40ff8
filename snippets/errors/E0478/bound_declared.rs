//@ compiles
//@ fixes bound_not_met
trait Song<'a>: 'a {}

struct Album<'a, 'b: 'a> {
    song: Box<dyn Song<'a> + 'b>,
}

fn main() {}
