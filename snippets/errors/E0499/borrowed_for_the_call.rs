//@ compiles
//@ fixes borrowed_for_good
struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> &'a str {
        self.text
    }
}

fn main() {
    let mut reader = Reader { text: "a b" };
    reader.next();
    println!("{}", reader.next());
}
