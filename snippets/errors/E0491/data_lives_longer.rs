//@ compiles
//@ fixes longer_than_its_data
struct Word<'b>(&'b str);

trait Look<'a> {
    type Seen;
}

impl<'a, 'b: 'a> Look<'a> for Word<'b> {
    type Seen = &'a Word<'b>;
}

fn main() {
    println!("{}", Word("one").0);
}
