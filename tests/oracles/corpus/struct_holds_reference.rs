//@ compiles
struct Parser<'a> {
    text: &'a str,
    pos: usize,
}
impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.pos..];
        let word = rest.split(' ').next()?;
        self.pos += word.len() + 1;
        Some(word)
    }
}
fn main() {
    let text = String::from("to be or");
    let mut p = Parser { text: &text, pos: 0 };
    let w1 = p.next();
    let w2 = p.next();
    println!("{w1:?} {w2:?} {}", p.pos);
}
