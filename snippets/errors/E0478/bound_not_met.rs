//@ error E0478
trait Song<'a>: 'a {}

struct Album<'a, 'b> {
    song: Box<dyn Song<'a> + 'b>, //~ E0478
}

fn main() {}
