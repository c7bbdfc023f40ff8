//@ error
struct Rows {
    rows: Vec<String>,
    at: usize,
}

impl<'a> Rows {
    fn next(&mut self) -> Option<&'a mut String> {
        self.at += 1;
        self.rows.get_mut(self.at - 1) //~ ERROR lifetime may not live long enough
    }
}

fn main() {
    let mut rows = Rows { rows: vec!["a".into()], at: 0 };
    println!("{:?}", rows.next());
}
