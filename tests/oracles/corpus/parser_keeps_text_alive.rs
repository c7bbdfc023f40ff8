//@ compiles
struct Parser<'a> { rest: &'a str }
impl<'a> Parser<'a> {
    fn word(&mut self) -> Option<&'a str> {
        let end = self.rest.find(' ')?;
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        Some(word)
    }
}
fn main() {
    let text = String::from("one two ");
    let mut p = Parser { rest: &text };
    let a = p.word();
    let b = p.word();
    println!("{a:?} {b:?}");
}
