//@ error E0502
struct Doc<'d> {
    text: String,
    words: Vec<&'d str>,
}

impl<'d> Doc<'d> {
    fn split(&'d mut self) {
        self.words = self.text.split(' ').collect();
    }
}

fn main() {
    let mut doc = Doc { text: "a b".to_string(), words: vec![] };
    doc.split();
    println!("ready");
    println!("{:?}", doc.words);
}
