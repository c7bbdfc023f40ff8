//@ error E0499
struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&'a mut self) -> &'a str {
        self.text
    }
}

fn main() {
    let mut reader = Reader { text: "a b" };
    reader.next();
    println!("{}", reader.next()); //~ E0499
}
