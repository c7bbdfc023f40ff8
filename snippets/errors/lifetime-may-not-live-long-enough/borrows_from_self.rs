//@ compiles
//@ fixes lending_iterator
struct Rows {
    rows: Vec<String>,
    at: usize,
}

impl Rows {
    fn next(&mut self) -> Option<&mut String> {
        self.at += 1;
        self.rows.get_mut(self.at - 1)
    }
}

fn main() {
    let mut rows = Rows { rows: vec!["a".into()], at: 0 };
    println!("{:?}", rows.next());
}
