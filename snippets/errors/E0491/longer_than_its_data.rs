//@ error E0491
struct Word<'b>(&'b str);

trait Look<'a> {
    type Seen;
}

impl<'a, 'b> Look<'a> for Word<'b> {
    type Seen = &'a Word<'b>; //~ E0491
}

fn main() {
    println!("{}", Word("one").0);
}
