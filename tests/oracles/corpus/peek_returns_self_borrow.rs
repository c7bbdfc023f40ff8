//@ error E0499
struct Parser { buf: String, pos: usize }
impl Parser {
    fn peek(&mut self) -> &str { self.pos += 1; &self.buf[self.pos..] }
}
fn main() {
    let mut p = Parser { buf: "abc".into(), pos: 0 };
    let a = p.peek();
    let b = p.peek();
    println!("{a}{b}");
}
