//@ error
// What would be returned or kept, and may not live long enough, is told as what would happen.
struct Reader<'a> { text: &'a str, owned: String }

impl<'a> Reader<'a> {
    fn swap<'b>(&'b self, other: &'b str) -> &'a str {
        other //~ ERROR lifetime may not live long enough
    }
    fn own(&self) -> &'a String { &self.owned } //~ ERROR lifetime may not live long enough
    fn later(&self) -> &'a String {
        let kept = &self.owned;
        kept //~ ERROR lifetime may not live long enough
    }
    fn put(&mut self, text: &str) { self.text = text; } //~ E0621
    fn get(&self) -> &'a str { self.text }
}

fn longer<'a>(a: &'a str, b: &str) -> &'a str {
    if a.len() > b.len() { a } else { b } //~ E0621
}

fn pick<'a>(a: &'a mut String, b: &mut String, first: bool) -> &'a mut String {
    if first {
        return a;
    }
    b //~ E0621
}

fn gather<'a>(into: &mut Vec<&'a str>, text: &str) {
    let word = text;
    into.push(word); //~ E0621
}

fn spawn(text: &str) {
    std::thread::spawn(move || println!("{text}")); //~ E0521
}

fn main() {}
